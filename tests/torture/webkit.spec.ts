// The main job once in the other engine: sign in, take a complaint down, follow it up without a server, and arrive.
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from '../e2e/support/office';
import { startServer, stopServer } from '../e2e/support/server';
import { report } from './support/amount';
import { withTls } from './support/secure';
import { logged } from './support/stored';
import { WebKit } from './support/webkit';

const RUN = Date.now().toString(36);
const UNIT = 'W-101';
const CONTENT = '天花板漏水，滴在货架上。';

test('a complaint becomes a follow-up in WebKit, without a server, and arrives', async () => {
  await withTls(process.env.HUIFANG_BASE_URL ?? '', mainJob);
});

async function mainJob(base: string) {
  const office = await Hand.found('另一种浏览器管理处', `webkit-director-${RUN}`, ['工程部']);
  const manager = await office.addStaff('林慧敏', `webkit-manager-${RUN}`, 'property_manager');
  const head = await office.addStaff('王海涛', `webkit-head-${RUN}`, 'head_of_department', '工程部');
  await office.addStaff('何晓燕', `webkit-officer-${RUN}`, 'management_officer');
  await office.addUnit(UNIT, '云裳女装', '13800010001');
  const tablet = await WebKit.start();
  try {
    await tablet.open(`${base}/sign-in`);
    await tablet.type("//input[@id='sign-in-name']", `webkit-head-${RUN}`);
    await tablet.type("//input[@id='password']", PASSWORD);
    await tablet.button('登录', '//main');
    await tablet.expectText('已同步');

    await tablet.open(`${base}/complaints/new`);
    await tablet.type("//input[@id='register-unit']", UNIT);
    await tablet.click(`//button[starts-with(normalize-space(), '${UNIT} ')]`);
    await tablet.type("//main//textarea", CONTENT);
    await tablet.type("//main//input[@type='tel']", '13800010001');
    await tablet.button('登记');
    await tablet.expectText('已登记并保存。');
    await expect.poll(async () => [...(await logged(office)).values()], { timeout: 60_000 }).toEqual([CONTENT]);
    const [[stream]] = [...(await logged(office))];

    // Handled elsewhere, so that a follow-up is owed.
    await manager.complaint({ decide_severity: { case: stream, severity: 'general' } });
    await manager.complaint({ open: { case: stream, was: 'registered' } });
    const limit = Date.now() + 8 * 3_600_000;
    const department = manager.department('工程部');
    await manager.complaint({ dispatch: { case: stream, was: 'opened', department, limit } });
    await head.complaint({ handle: { case: stream, was: 'dispatched', result: head.seal('更换密封圈。') } });
    await tablet.open(`${base}/complaints/${stream}`);
    await tablet.expectText('更换密封圈。');
    await tablet.expectText('已同步');
    await expect.poll(() => tablet.run('return Boolean(navigator.serviceWorker.controller)'), { timeout: 60_000 }).toBe(true);

    // No server: a cold start from what WebKit keeps.
    await stopServer();
    await tablet.open(`${base}/follow-ups/${stream}/record`);
    await recorded(tablet);
    await tablet.expectText('未同步 1 条');
    await startServer();
    await tablet.run('window.dispatchEvent(new Event("online"))');
    await tablet.expectText('已同步', 120_000);
    const { events } = await (await office.api.get(`/api/streams/${stream}`)).json();
    const kinds = events.map((event: any) => Object.keys(event.body.fact.complaint)[0]);
    expect(kinds.filter((kind: string) => kind === 'follow_up_recorded')).toHaveLength(1);
    report(`${tablet.version}: signed in, registered, started and followed up without a server, arrived once`);
  } finally {
    await tablet.close();
  }
}

/** The steps of a follow-up, the grade taken down for the merchant. */
async function recorded(tablet: WebKit) {
  const grade = (name: string) => tablet.click(`//label[contains(., '满意')][input[@name='${name}']]`);
  await tablet.expectText('人员不符合规程');
  await tablet.click("//label[contains(@class, 'toggle')][contains(., '何晓燕')]");
  await tablet.expectText('人员符合规程');
  await tablet.button('下一步');
  await grade('quality');
  await grade('effect');
  await tablet.type('(//main//textarea)[1]', '来得有点晚。');
  await tablet.type('(//main//textarea)[2]', '无');
  await tablet.button('代为记录评价');
  await grade('satisfaction');
  await tablet.type("//*[@id='unsigned']", '双手有水，不便签名。');
  await tablet.button('保存回访');
}
