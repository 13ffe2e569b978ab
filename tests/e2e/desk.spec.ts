// What a desk does beside the straight way: referrals and their answers, doubles, counter-steps, entries voided,
// somebody else's powers during leave, what the law guards, and the group that hears which case moved.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, expect, test } from '@playwright/test';
import { Hand, PASSWORD, dayFromNow } from './support/office';
import { LANDSCAPE, PORTRAIT, Tablet } from './support/tablet';

async function sit(browser: Browser, name: string, size = PORTRAIT): Promise<Tablet> {
  const tablet = await Tablet.unpack(browser, size);
  await tablet.signIn(name, PASSWORD);
  await tablet.expectSynced();
  return tablet;
}

/** Opens a page with what the others did since. */
async function look(tablet: Tablet, path: string) {
  await tablet.open(path);
  await tablet.expectSynced();
}

/** Does one step of what is shown, and waits until the server has it. */
async function step(tablet: Tablet, name: string, answer?: () => Promise<void>) {
  await tablet.step(name, answer);
  await tablet.expectSynced();
}

test('a case is referred and answered, joined and parted, stepped back and voided, each with its reason', async ({ browser }) => {
  test.slow();
  const director = await Hand.found('登记台广场', 'desk-director', ['工程部', '保洁部']);
  await director.addStaff('林慧敏', 'desk-manager', 'property_manager');
  const assistant = await director.addStaff('李婷婷', 'desk-assistant', 'property_assistant');
  await director.addStaff('孙丽', 'desk-cleaning', 'head_of_department', '保洁部');
  await assistant.addUnit('A-101', '云裳女装', '13800010001');
  const leak = await assistant.register('A-101', '云裳女装', '空调滴水，地面湿滑。', '工程部', 'general');
  const again = await assistant.register('A-101', '云裳女装', '空调还在滴水。', '工程部', 'general');
  const [first, second] = [leak, again].map((id) => `/complaints/${id}`);

  // What is beyond the own department goes to the one responsible, with a limit; that one answers (C1).
  const manager = await sit(browser, 'desk-manager');
  const main = manager.page.getByRole('main');
  await look(manager, first);
  await step(manager, '发出联系单', async () => {
    const dialog = manager.page.getByRole('dialog');
    await dialog.getByRole('combobox').selectOption({ label: '保洁部' });
    await dialog.getByRole('textbox').first().fill('请在滴水处放防滑垫并值守。');
    await manager.field('答复时限', dialog).fill('4');
  });
  await expect(main).toContainText('请在滴水处放防滑垫并值守。');
  await expect(main).toContainText('未答复');
  const cleaning = await sit(browser, 'desk-cleaning');
  await look(cleaning, first);
  await step(cleaning, '答复联系单', async () => {
    await cleaning.page.getByRole('dialog').getByRole('textbox').first().fill('已放防滑垫，派一人值守。');
  });
  await look(manager, first);
  await expect(main).toContainText('已放防滑垫，派一人值守。');
  await expect(main).not.toContainText('未答复');
  await manager.expectAccessibleBothWays();
  await manager.link('打印联系单').click();
  const referral = manager.page.getByRole('article', { name: '商户投诉处理联系单' });
  for (const said of ['保洁部', '请在滴水处放防滑垫并值守。', '已放防滑垫，派一人值守。']) await expect(referral).toContainText(said);
  await manager.expectAccessibleBothWays();

  // The counter-step of a step, with its reason.
  await look(manager, first);
  await step(manager, '立项');
  await expect(manager.button('立项', main)).toHaveCount(0);
  await step(manager, '退回一步', async () => {
    await manager.field('原因', manager.page.getByRole('dialog')).fill('先核实是否保修期内。');
  });
  await expect(manager.button('立项', main).first()).toBeVisible();
  await expect(main).toContainText('先核实是否保修期内。');

  // Taken down twice: joined, and parted when they were two after all.
  await look(manager, second);
  await step(manager, '并入另一件', async () => {
    await manager.page.getByRole('dialog').getByRole('combobox').selectOption({ index: 1 });
  });
  await expect(main).toContainText('重复登记，并入');
  await step(manager, '分开');
  await expect(main).toContainText('不是重复，已分开');
  await expect(manager.button('立项', main).first()).toBeVisible();

  // A registration made by mistake is voided by its author the same day; it stays to be read.
  const desk = await sit(browser, 'desk-assistant');
  await look(desk, second);
  await step(desk, '作废这一条', async () => {
    await desk.field('原因', desk.page.getByRole('dialog')).fill('与第一件是同一次来电。');
  });
  await expect(desk.page.getByRole('main')).toContainText('已作废');
  await expect(desk.page.getByRole('main')).toContainText('空调还在滴水。');
  await look(desk, first);
  await desk.link('打印登记表').click();
  await expect(desk.page.getByRole('article', { name: '商户投诉意见登记表' })).toContainText('空调滴水，地面湿滑。');
  await desk.expectAccessibleBothWays();
  for (const tablet of [manager, cleaning, desk]) tablet.expectNoFault();
});

test('powers are lent during leave, and what the law guards is opened by the company alone', async ({ browser }) => {
  const director = await Hand.found('授权广场', 'lent-director', ['工程部']);
  await director.addStaff('林慧敏', 'lent-manager', 'property_manager');
  await director.addStaff('赵总', 'lent-executive', 'company_executive');

  const tablet = await sit(browser, 'lent-director', LANDSCAPE);
  await look(tablet, '/settings');
  const main = tablet.page.getByRole('main');
  await tablet.radio('职务', '物业总监').check();
  await tablet.field('代理人').selectOption({ label: '林慧敏（物业管理经理）' });
  await tablet.field('结束').fill(dayFromNow(7));
  await tablet.button('授权').click();
  await expect(main).toContainText('周建国 → 林慧敏 · 物业总监');
  await tablet.expectSynced();
  await tablet.expectAccessibleBothWays();
  await tablet.button('提前结束').click();
  await expect(main).toContainText('现在没有授权代理。');
  await tablet.expectSynced();

  // The director may not open what the law guards, and is told who may.
  await tablet.button('开放：停水停电').click();
  const dialog = tablet.page.getByRole('dialog');
  await tablet.field('法律意见出具人', dialog).fill('明正律师事务所');
  await tablet.field('结论', dialog).fill('租金欠缴可停电，物业费不可。');
  await tablet.button('开放', dialog).click();
  await expect(dialog).toContainText('公司主管领导');
  await expect(tablet.field('结论', dialog)).toHaveValue('租金欠缴可停电，物业费不可。');

  const executive = await sit(browser, 'lent-executive', LANDSCAPE);
  await look(executive, '/settings');
  await executive.button('开放：停水停电').click();
  const form = executive.page.getByRole('dialog');
  await executive.field('法律意见出具人', form).fill('明正律师事务所');
  await executive.field('结论', form).fill('租金欠缴可停电，物业费不可。');
  await executive.button('开放', form).click();
  await expect(form).toBeHidden();
  await executive.button('收回：停水停电').click();
  await executive.field('收回的理由', form).fill('合同到期。');
  await executive.button('收回', form).click();
  await expect(form).toBeHidden();
  await expect(executive.button('开放：停水停电')).toBeVisible();
  await executive.expectSynced();
  tablet.expectNoFault();
  executive.expectNoFault();
});

test('the director has a group told which case moved, tries it out and switches it off; nobody else sees it', async ({ browser }) => {
  const heard: string[] = [];
  let answer = '{"errcode":310000,"errmsg":"keywords not in content"}';
  const group = http.createServer((request, reply) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      heard.push(body);
      reply.setHeader('Content-Type', 'application/json');
      reply.end(answer);
    });
  });
  await new Promise<void>((ready) => group.listen(0, '127.0.0.1', ready));
  const port = (group.address() as AddressInfo).port;

  const director = await Hand.found('消息广场', 'group-director', ['工程部']);
  const assistant = await director.addStaff('李婷婷', 'group-assistant', 'property_assistant');
  await assistant.addUnit('A-101', '云裳女装', '13800010001');
  const tablet = await sit(browser, 'group-director');
  await look(tablet, '/settings');
  const main = tablet.page.getByRole('main');
  await expect(main).toContainText('没有设置，不发送。');
  await tablet.field('群机器人地址').fill('http://example.com/robot');
  await tablet.button('保存').click();
  await expect(main).toContainText('不能用这个地址');
  await tablet.field('群机器人地址').fill(`http://127.0.0.1:${port}/robot?key=secret`);
  await tablet.button('保存').click();
  await expect(main).toContainText('发送中');
  await expect(main).not.toContainText('secret');
  await tablet.expectAccessibleBothWays();

  await tablet.button('试发一条').click();
  await expect(main).toContainText('试发的消息没有送达。');
  await expect(main).toContainText('keywords not in content');
  answer = '{"errcode":0}';
  await tablet.button('试发一条').click();
  await expect(main).toContainText('试发的消息已送达。');
  // A case that moves is told by its kind and id alone.
  const id = await assistant.register('A-101', '云裳女装', '扶梯异响。', '工程部', 'general');
  await expect.poll(() => heard.some((body) => body.includes(`complaint ${id}`))).toBe(true);
  expect(heard.join()).not.toContain('扶梯异响');
  await tablet.button('停止发送').click();
  await expect(main).toContainText('已停止');
  await tablet.button('删除地址').click();
  await expect(main).toContainText('没有设置，不发送。');

  const other = await sit(browser, 'group-assistant');
  await look(other, '/settings');
  await expect(other.page.getByRole('main')).not.toContainText('群消息');
  tablet.expectNoFault();
  other.expectNoFault();
  group.close();
});
