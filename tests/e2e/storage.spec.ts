// What a browser does to its own storage, and what a broken tablet had not sent.
import { readFile } from 'node:fs/promises';
import { type BrowserContext, expect, test } from '@playwright/test';
import { Hand, PASSWORD } from './support/office';
import { Tablet } from './support/tablet';

/** As a browser short of room does: every database of this place is gone, the rest stays. */
async function throwAway(context: BrowserContext) {
  const page = await context.newPage();
  await page.goto('/api/health');
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((done, failed) => {
        const asked = indexedDB.deleteDatabase(name!);
        asked.onsuccess = done;
        asked.onerror = failed;
      });
    }
  });
  await page.close();
}

async function contents(hand: Hand): Promise<string[]> {
  const cases = (await hand.heads()).filter((one) => one.data.complaint);
  return cases.map((one) => one.data.complaint.content).sort();
}

test('the browser threw everything away: the loss is told with its count, and work goes on', async ({ browser }) => {
  const director = await Hand.found('清空管理处', 'loss-director', ['工程部']);
  const assistant = await director.addStaff('李婷婷', 'loss-assistant', 'property_assistant');
  await assistant.addUnit('A-101', '云裳女装', '13800010001');
  const tablet = await Tablet.unpack(browser);
  await tablet.signIn('loss-assistant', PASSWORD);
  await tablet.expectSynced();
  await tablet.context.route('**/api/push', (route) => route.abort());
  await tablet.register('A-101', '没有送出去的一条。');
  await expect(tablet.status()).toContainText('未同步 1 条');
  await tablet.page.close();

  await throwAway(tablet.context);
  await tablet.context.unroute('**/api/push');
  await tablet.reopen();
  await expect(tablet.heading()).toHaveText('登录');
  await tablet.signIn('loss-assistant', PASSWORD);
  const told = tablet.page.getByText('此平板丢失了 1 条未送出的记录', { exact: false });
  await expect(told).toBeVisible();
  await tablet.expectSynced();
  await tablet.register('A-101', '补录的一条。');
  await tablet.expectSynced();
  await tablet.button('知道了').click();
  await expect(told).toBeHidden();
  const { losses } = await (await director.api.get('/api/devices/losses')).json();
  expect(losses).toHaveLength(1);
  expect(losses[0]).toMatchObject({ unsent: 1, photos: 0, by: assistant.session.person });
  expect(losses[0].device).not.toBe(losses[0].now_device);
  expect(await contents(director)).toEqual(['补录的一条。']);
  tablet.expectNoFault();

  // The director reads it beside the tablets: which one, how much, who was there.
  const office = await Tablet.unpack(browser);
  await office.signIn('loss-director', PASSWORD);
  await office.expectSynced();
  await office.open('/staff/devices');
  const lost = office.page.locator('section.stack', { has: office.page.getByRole('heading', { name: '丢失的记录' }) });
  await expect(lost).toContainText('号平板');
  await expect(lost).toContainText('1 条');
  await expect(lost).toContainText('李婷婷');
  office.expectNoFault();
});

test('thrown away under the open app while a draft is written: draft and save wait for the rescue, and nothing is lost', async ({ browser }) => {
  const director = await Hand.found('写作清空管理处', 'rescue-director', ['工程部']);
  const assistant = await director.addStaff('李婷婷', 'rescue-assistant', 'property_assistant');
  await assistant.addUnit('A-101', '云裳女装', '13800010001');
  const tablet = await Tablet.unpack(browser);
  await tablet.signIn('rescue-assistant', PASSWORD);
  await tablet.expectSynced();
  await tablet.context.route('**/api/push', (route) => route.abort());
  await tablet.register('A-101', '清空之前保存的一条。');
  await tablet.open('/complaints/new');
  await tablet.compose(tablet.field('投诉内容'), '清空之前写的');

  // The note says the second in which it was stored: in the next one it says another.
  const note = tablet.page.getByText(/^草稿已保存/);
  await expect(note).toBeVisible();
  const before = (await note.textContent()) ?? '';
  await throwAway(tablet.context);
  const second = () => Math.floor(Date.now() / 1_000);
  const thrown = second();
  await expect.poll(second).toBeGreaterThan(thrown);
  await tablet.field('投诉内容').fill('清空之前写的，清空之后写完。');
  await expect(note).not.toHaveText(before);
  await expect(tablet.page.getByText('没有保存成功', { exact: false })).toHaveCount(0);
  // What is called stored is stored: the page's process ends.
  await tablet.kill();
  await tablet.reopen('/complaints/new');
  await expect(tablet.field('投诉内容')).toHaveValue('清空之前写的，清空之后写完。');
  await expect(tablet.status()).toContainText('未同步 1 条');

  // Once more, and a save is the first to find it.
  await throwAway(tablet.context);
  await tablet.compose(tablet.field('铺位'), 'A-101');
  await tablet.page.getByRole('button', { name: /^A-101 / }).click();
  await tablet.field('联系电话').fill('13800010001');
  await tablet.button('登记').click();
  await expect(tablet.page.getByText('已登记并保存。')).toBeVisible();
  await tablet.kill();
  await tablet.context.unroute('**/api/push');
  await tablet.reopen();
  await expect(tablet.heading()).toHaveText('今日');
  await tablet.expectSynced();
  await expect(tablet.page.getByText('此平板丢失了', { exact: false })).toHaveCount(0);
  expect(await contents(director)).toEqual(['清空之前保存的一条。', '清空之前写的，清空之后写完。'].sort());
  expect((await (await director.api.get('/api/devices/losses')).json()).losses).toEqual([]);
  tablet.expectNoFault();
});

test('what a broken tablet had not sent comes in from its file, and not twice when it comes back', async ({ browser }) => {
  const director = await Hand.found('导入管理处', 'file-director', ['工程部']);
  const assistant = await director.addStaff('李婷婷', 'file-assistant', 'property_assistant');
  await director.addStaff('王经理', 'file-manager', 'property_manager');
  await assistant.addUnit('A-101', '云裳女装', '13800010001');
  const broken = await Tablet.unpack(browser);
  await broken.signIn('file-assistant', PASSWORD);
  await broken.expectSynced();
  await broken.context.route('**/api/push', (route) => route.abort());
  await broken.register('A-101', '写在坏平板上的一条。');
  await broken.place('设置');
  const download = broken.page.waitForEvent('download');
  await broken.button('导出未同步的记录').click();
  const file = await readFile(await (await download).path());

  const other = await Tablet.unpack(browser);
  await other.signIn('file-manager', PASSWORD);
  await other.expectSynced();
  await other.place('设置');
  const choose = other.page.getByLabel('选择文件');
  await choose.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(file.toString().replace('13800010001', '13800010002')) });
  await expect(other.page.getByText('文件不完整或被改动过', { exact: false })).toBeVisible();
  await choose.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: file });
  await expect(other.page.getByRole('main')).toContainText('李婷婷');
  await expect(other.page.getByRole('main')).toContainText('登记投诉');
  await other.expectAccessibleBothWays();
  await other.button('导入').click();
  await expect(other.page.getByText('导入 1 条', { exact: false })).toBeVisible();
  expect(await contents(director)).toEqual(['写在坏平板上的一条。']);

  await broken.context.unroute('**/api/push');
  await broken.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await broken.expectSynced();
  expect(await contents(director)).toEqual(['写在坏平板上的一条。']);
  broken.expectNoFault();
  other.expectNoFault();
});
