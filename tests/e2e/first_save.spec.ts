// The first save after a start: what it has to read was read when the unit was chosen, and the tap waits for nothing but
// its own transaction.
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from './support/office';
import { LANDSCAPE, Tablet } from './support/tablet';

const CONTENT = '门口的地砖松动，有人绊倒。';

/** Counts how often whole parts of the log are read from the storage. */
const countReads = () => {
  const counted = window as unknown as { partsRead: number };
  counted.partsRead = 0;
  const get = IDBObjectStore.prototype.get;
  IDBObjectStore.prototype.get = function (this: IDBObjectStore, key: IDBValidKey | IDBKeyRange) {
    if (this.name === 'events') counted.partsRead += 1;
    return get.call(this, key);
  };
};

test('the first save after a start reads nothing that could be read before the tap', async ({ browser }) => {
  const director = await Hand.found('晨曦广场', 'first-save-director', ['工程部']);
  const assistant = await director.addStaff('李婷婷', 'first-save-assistant', 'property_assistant');
  await assistant.addUnit('A-101', '云裳女装', '13800010001');
  const tablet = await Tablet.unpack(browser, LANDSCAPE);
  await tablet.signIn('first-save-assistant', PASSWORD);
  await tablet.expectSynced();
  await tablet.context.addInitScript(countReads);
  await tablet.page.close();
  await tablet.reopen('/complaints/new');
  await tablet.expectSynced();
  const read = () => tablet.page.evaluate(() => (window as unknown as { partsRead: number }).partsRead);
  const before = await read();

  const main = tablet.page.getByRole('main');
  await tablet.compose(tablet.field('铺位'), 'A-101');
  await tablet.button('A-101 云裳女装', main).click();
  // The unit, and the rights of the person who holds the tablet.
  await expect.poll(read).toBe(before + 2);
  await tablet.compose(tablet.field('投诉内容'), CONTENT);
  await tablet.button('登记', main).click();
  await expect(tablet.page.getByText('已登记并保存。')).toBeVisible();
  expect(await read()).toBe(before + 2);
});
