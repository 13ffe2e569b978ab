// Two tablets, both below ground, do the same case to its end in different words: a complaint, a violation, a slip.
// Afterwards both show the same, nothing that was typed is gone, and what came second waits to be settled, as one
// bundle with its reason.
import { randomUUID } from 'node:crypto';
import { type APIRequestContext, type Browser, expect, test } from '@playwright/test';
import { Hand, PASSWORD } from './support/office';
import { PORTRAIT, Tablet } from './support/tablet';

const OWED = '收银台上方的灯一直闪。';

interface Words {
  handedUp: string;
  result: string;
}

const FIRST: Words = { handedUp: '要动配电箱，超出物业助理职责。', result: '更换镇流器，灯已正常。' };
const SECOND: Words = { handedUp: '商户要求今晚必须修好，请经理协调。', result: '换了整套灯管，观察十分钟不再闪。' };

/** Hands the case up, does it and closes it, alone with it. */
async function doToTheEnd(tablet: Tablet, words: Words) {
  await tablet.step('上报', (form) => tablet.compose(tablet.field('原因', form), words.handedUp));
  await tablet.step('处理完毕', (form) => tablet.compose(tablet.field('处理结果', form), words.result));
  await tablet.step('销项');
  await expect(tablet.status()).toContainText('未同步 3 条');
}

async function unpackAt(browser: Browser, name: string, path: string): Promise<Tablet> {
  const tablet = await Tablet.unpack(browser, PORTRAIT);
  await tablet.signIn(name, PASSWORD);
  await tablet.expectSynced();
  await tablet.open(path);
  await expect(tablet.page.getByRole('main')).toContainText(OWED);
  return tablet;
}

/** What the page says, without what only one of the two may press. */
async function said(tablet: Tablet): Promise<string> {
  return tablet.page.getByRole('main').evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    for (const control of copy.querySelectorAll('button, dialog')) control.remove();
    return copy.innerText.replace(/\s+/g, ' ').trim();
  });
}

/** Every value typed into a stream, as the server keeps it. */
async function typedInto(api: APIRequestContext, stream: string): Promise<string> {
  const answer = await api.get(`/api/streams/${stream}`);
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.text();
}

test('two tablets offline do the same case to its end: both then show the same, and nothing typed is gone', async ({ browser }) => {
  test.slow();
  const director = await Hand.found('两台平板广场', 'two-director', ['工程部']);
  const manager = await director.addStaff('林慧敏', 'two-manager', 'property_manager');
  const assistant = await director.addStaff('李婷婷', 'two-first', 'property_assistant');
  await director.addStaff('陈小红', 'two-second', 'property_assistant');
  await assistant.addUnit('A-101', '云裳女装', '13800010001');
  const id = await assistant.register('A-101', '云裳女装', OWED, '工程部', 'general');
  const page = `/complaints/${id}`;

  const one = await unpackAt(browser, 'two-first', page);
  const two = await unpackAt(browser, 'two-second', page);
  await one.context.setOffline(true);
  await two.context.setOffline(true);
  await doToTheEnd(one, FIRST);
  await doToTheEnd(two, SECOND);

  // The first comes up, and everything of it is taken.
  await one.context.setOffline(false);
  await one.expectSynced();
  // The second finds the case done; its own work is not, and says so itself.
  await two.context.setOffline(false);
  await expect(two.status()).toContainText('需处理 3 条', { timeout: 60_000 });

  // Both show the same page, the first one's work in it.
  await one.open(page);
  await two.open(page);
  for (const tablet of [one, two]) {
    const main = tablet.page.getByRole('main');
    await expect(main).toContainText(FIRST.result);
    await expect(main).toContainText(FIRST.handedUp);
    await expect(main).not.toContainText('未同步');
  }
  await expect.poll(() => said(two)).toBe(await said(one));
  await two.expectAccessibleBothWays();

  // What the second typed waits, whole: the step that was too late with its reason, then what builds on it.
  await two.open('/attention');
  const bundles = two.page.getByRole('main').locator('.card');
  await expect(bundles).toHaveCount(1);
  await expect(bundles.getByRole('heading', { level: 2 })).toHaveText('上报 → 处理完毕 → 销项');
  await expect(bundles.locator('.notice')).toHaveCount(1);
  await expect(bundles.locator('.notice')).toContainText(/我的\s*已上报/);
  await expect(bundles.locator('.notice')).toContainText(/对方的\s*已销项/);
  await expect(bundles).toContainText(SECOND.handedUp);
  await expect(bundles).toContainText(SECOND.result);
  await two.expectAccessibleBothWays();

  // The manager sees it too, and the log holds every sentence of both.
  const desk = await Tablet.unpack(browser);
  await desk.signIn('two-manager', PASSWORD);
  await desk.open('/attention');
  const waiting = desk.page.getByRole('main');
  await expect(waiting).toContainText(SECOND.handedUp);
  await expect(waiting).toContainText(SECOND.result);
  const log = await typedInto(manager.api, id);
  expect(log).toContain(FIRST.handedUp);
  expect(log).toContain(FIRST.result);
  const refused = (await manager.heads()).filter((head) => head.data.refusal);
  expect(refused.map((head) => Object.keys(head.data.refusal.rejection.code)[0])).toHaveLength(3);
  const kept = await Promise.all(refused.map((head) => typedInto(manager.api, head.stream)));
  expect(kept.join()).toContain(SECOND.handedUp);
  expect(kept.join()).toContain(SECOND.result);

  // The second keeps it all for reference: the tablet is quiet again, and nothing of the case has moved.
  const before = await said(one);
  await two.button('全部留作备查').click();
  await expect(bundles).toHaveCount(0);
  await two.expectSynced();
  await expect(waiting).not.toContainText(SECOND.result, { timeout: 60_000 });
  await two.open(page);
  await expect.poll(() => said(two)).toBe(before);
  for (const tablet of [one, two, desk]) tablet.expectNoFault();
});

/** What one of the two does about a violation, in their own words. */
interface Handling {
  persuasion: string;
  severity: string;
  opinion: string;
  note: string;
}

const MILD: Handling = {
  persuasion: '店长答应今晚清走货箱。',
  severity: '一般',
  opinion: '三天内清空通道，逾期再议。',
  note: '当晚已清空，通道畅通。',
};
const HARD: Handling = {
  persuasion: '店员说要等老板回来才搬。',
  severity: '重大',
  opinion: '一天内清空通道，并参加消防培训。',
  note: '次日复看，货箱已全部搬走。',
};

/** Persuades, says how grave it is, proposes what is to be done, and closes it, alone with it. */
async function dealWith(tablet: Tablet, handling: Handling) {
  const main = tablet.page.getByRole('main');
  const dialog = tablet.page.getByRole('dialog');
  const act = async (begin: string | RegExp, saves: string, answer: () => Promise<void>) => {
    await tablet.button(begin, main).first().click();
    await answer();
    await tablet.button(saves, dialog).click();
    await expect(dialog).toBeHidden();
  };
  await act('劝导、沟通', '劝导、沟通', async () => {
    await tablet.compose(tablet.field('说了什么、对方怎样回应', dialog), handling.persuasion);
    await dialog.getByRole('radio', { name: '没有停止', exact: true }).check();
  });
  await act('定性质', '定性质', () => dialog.getByRole('radio', { name: handling.severity, exact: true }).check());
  await act(/拟处理意见：限期整改/, '拟处理意见', async () => {
    await tablet.compose(tablet.field('处理意见', dialog), handling.opinion);
    await tablet.field('期限', dialog).fill('2030-01-31');
    await dialog.getByRole('checkbox', { name: /马建军/ }).check();
  });
  await act('了结', '了结', async () => {
    await dialog.getByRole('radio', { name: '已整改', exact: true }).check();
    await tablet.compose(tablet.field('说明', dialog), handling.note);
  });
  await expect(tablet.status()).toContainText('未同步 4 条');
}

test('two tablets offline escalate and close the same violation: what both said stands, what only one may decide waits as one bundle', async ({
  browser,
}) => {
  test.slow();
  const director = await Hand.found('两人违章广场', 'lanes-director', ['工程部']);
  const leader = await director.addStaff('马建军', 'lanes-leader', 'site_team_leader');
  await director.addStaff('陈志强', 'lanes-first', 'site_manager');
  await director.addStaff('林慧敏', 'lanes-second', 'property_manager');
  await director.addUnit('A-101', '云裳女装', '13800010001');
  const id = randomUUID();
  const observation = {
    unit: leader.unit('A-101'),
    unit_code: 'A-101',
    occupant: leader.seal('云裳女装'),
    item: 'fire_lane_blocked',
    seen: leader.seal('货箱堆在消防通道上。'),
  };
  await leader.expectAccepted({ violation: { notice_violation: { case: id, observation } } });

  const page = `/violations/${id}`;
  const sit = async (name: string) => {
    const tablet = await Tablet.unpack(browser, PORTRAIT);
    await tablet.signIn(name, PASSWORD);
    await tablet.expectSynced();
    await tablet.open(page);
    await expect(tablet.page.getByRole('main')).toContainText('货箱堆在消防通道上。');
    await tablet.context.setOffline(true);
    return tablet;
  };
  const [one, two] = [await sit('lanes-first'), await sit('lanes-second')];
  await dealWith(one, MILD);
  await dealWith(two, HARD);
  await one.context.setOffline(false);
  await one.expectSynced();
  await two.context.setOffline(false);
  await expect(two.status()).toContainText('需处理 3 条', { timeout: 60_000 });

  // Both see the same: both persuasions, for both were made; of what can only be decided once, the first.
  await one.open(page);
  await two.open(page);
  for (const tablet of [one, two]) {
    const main = tablet.page.getByRole('main');
    for (const words of [MILD.persuasion, HARD.persuasion, MILD.opinion, MILD.note]) {
      await expect(main).toContainText(words, { timeout: 60_000 });
    }
    await expect(main).not.toContainText(HARD.opinion);
    await expect(main).not.toContainText('未同步');
  }
  await expect.poll(() => said(two)).toBe(await said(one));
  await two.expectAccessibleBothWays();

  // The rest of the second waits as one bundle: the severity two people decided differently, and what builds on it.
  await two.open('/attention');
  const bundle = two.page.getByRole('main').locator('.card');
  await expect(bundle).toHaveCount(1);
  await expect(bundle.locator('.notice').first()).toContainText(/我的\s*重大/);
  await expect(bundle.locator('.notice').first()).toContainText(/对方的\s*一般/);
  for (const words of [HARD.opinion, HARD.note]) await expect(bundle).toContainText(words);
  await two.expectAccessibleBothWays();

  // Settled one after the other: theirs for the severity; what built on it is then the bundle, and is dropped whole.
  await two.button('用对方的', bundle).click();
  await expect(two.status()).toContainText('需处理 2 条');
  await expect(bundle).toHaveCount(1);
  await expect(bundle).toContainText(HARD.opinion);
  await two.button('全部作废', bundle).click();
  const dialog = two.page.getByRole('dialog');
  await two.compose(two.field('作废的原因', dialog), '已按先到的意见处理。');
  await two.button('全部作废', dialog).click();
  await expect(bundle).toHaveCount(0);
  await two.expectSynced();
  const kept = (await director.heads()).filter((head) => head.data.refusal);
  expect(kept).toHaveLength(3);
  const words = (await Promise.all(kept.map((head) => typedInto(director.api, head.stream)))).join();
  for (const typed of [HARD.opinion, HARD.note, '已按先到的意见处理。']) expect(words).toContain(typed);
  for (const tablet of [one, two]) tablet.expectNoFault();
});

test('two tablets offline receive the same slip and send different technicians: one is sent, the other choice waits with both names', async ({
  browser,
}) => {
  const director = await Hand.found('两人派工广场', 'desks-director', ['工程部']);
  const assistant = await director.addStaff('李婷婷', 'desks-assistant', 'property_assistant');
  await director.addStaff('郑小芳', 'desks-first', 'engineering_dept');
  await director.addStaff('钱小兰', 'desks-second', 'engineering_dept');
  for (const [name, signInName] of [
    ['赵师傅', 'desks-zhao'],
    ['孙师傅', 'desks-sun'],
  ]) {
    const one = await director.addStaff(name, signInName, 'technician');
    await director.expectAccepted({ person: { set_trades: { person: one.session.person, trades: ['plumbing'] } } });
  }
  await director.addUnit('A-101', '云裳女装', '13800010001');
  const [id, work_order] = [randomUUID(), randomUUID()];
  const registration = {
    request: 'repair',
    unit: assistant.unit('A-101'),
    unit_code: 'A-101',
    occupant: assistant.seal('云裳女装'),
    content: assistant.seal('洗手池下水堵了。'),
    phone: assistant.seal('13800010001'),
    category: 'equipment',
  };
  await assistant.complaint({ register: { case: id, registration } });
  await assistant.expectAccepted({
    work_order: { make_work_order: { work_order, case: id, ordinal: 1, trade: 'plumbing', handover: 'told_to_collect' } },
  });

  const page = `/work-orders/${work_order}`;
  const send = async (name: string, technician: string) => {
    const tablet = await Tablet.unpack(browser, PORTRAIT);
    await tablet.signIn(name, PASSWORD);
    await tablet.expectSynced();
    await tablet.open(page);
    await expect(tablet.page.getByRole('main')).toContainText('洗手池下水堵了。');
    await tablet.context.setOffline(true);
    await tablet.step('接单');
    await tablet.button('派工', tablet.page.getByRole('main')).first().click();
    await tablet.field('维修员').selectOption({ label: technician });
    await tablet.button('派工', tablet.page.getByRole('dialog')).click();
    await expect(tablet.status()).toContainText('未同步 2 条');
    return tablet;
  };
  const [one, two] = [await send('desks-first', '赵师傅'), await send('desks-second', '孙师傅')];
  await one.context.setOffline(false);
  await one.expectSynced();
  await two.context.setOffline(false);
  await expect(two.status()).toContainText('需处理 1 条', { timeout: 60_000 });

  await one.open(page);
  await two.open(page);
  for (const tablet of [one, two]) {
    const main = tablet.page.getByRole('main');
    await expect(main).toContainText('赵师傅');
    await expect(main).not.toContainText('孙师傅');
    await expect(main).not.toContainText('未同步');
  }
  await expect.poll(() => said(two)).toBe(await said(one));
  await two.open('/attention');
  const waits = two.page.getByRole('main').locator('.card');
  await expect(waits).toHaveCount(1);
  await expect(waits).toContainText(/我的\s*孙师傅/);
  await expect(waits).toContainText(/对方的\s*赵师傅/);
  await two.expectAccessibleBothWays();
  for (const tablet of [one, two]) tablet.expectNoFault();
});
