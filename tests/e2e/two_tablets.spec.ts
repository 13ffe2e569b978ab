// Two tablets, both below ground, do the same case to its end in different words. Afterwards both show the same,
// nothing that was typed is gone, and what came second waits to be settled, as one bundle with its reasons.
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

/** Does one step of the case shown, with what is asked for. */
async function step(tablet: Tablet, name: string, field?: string, typed = '') {
  await tablet.button(name, tablet.page.getByRole('main')).first().click();
  const dialog = tablet.page.getByRole('dialog');
  if (field) await tablet.compose(tablet.field(field, dialog), typed);
  await tablet.button(name, dialog).click();
  await expect(dialog).toBeHidden();
}

/** Hands the case up, does it and closes it, alone with it. */
async function doToTheEnd(tablet: Tablet, words: Words) {
  await step(tablet, '上报', '原因', words.handedUp);
  await step(tablet, '处理完毕', '处理结果', words.result);
  await step(tablet, '销项');
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

  // What the second typed waits, whole: the step that was too late, then what builds on it.
  await two.open('/attention');
  const cards = two.page.getByRole('main').locator('.card');
  await expect(cards).toHaveCount(3);
  await expect(cards.nth(0)).toContainText('上报');
  await expect(cards.nth(0)).toContainText(SECOND.handedUp);
  await expect(cards.nth(1)).toContainText('处理完毕');
  await expect(cards.nth(1)).toContainText(SECOND.result);
  await expect(cards.nth(2)).toContainText('销项');
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
  for (const left of [2, 1, 0]) {
    await two.button('留作备查').first().click();
    await expect(cards).toHaveCount(left);
  }
  await two.expectSynced();
  await two.open(page);
  expect(await said(two)).toBe(before);
  for (const tablet of [one, two, desk]) tablet.expectNoFault();
});
