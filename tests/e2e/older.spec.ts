// What was closed before a tablet's thirteen months: not on it, found at the server, opened, and there again without
// network; and the figures of a month nobody's tablet holds.
import { expect, test } from '@playwright/test';
import { UNIT, officeOfLongAgo } from './support/long_ago';
import { PASSWORD } from './support/office';
import { startServer, stopServer } from './support/server';
import { PORTRAIT, Tablet } from './support/tablet';

const OFFLINE = '更早的记录不在本机，现在没有网络。';

/** Whether anything this tablet keeps for itself names it. */
function keeps(tablet: Tablet, name: string): Promise<boolean> {
  return tablet.page.evaluate(async (name) => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const reads = (value: unknown): boolean => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value).includes(name);
      return (JSON.stringify(value) ?? '').includes(name);
    };
    let found = false;
    for (const { name: database } of await indexedDB.databases()) {
      const open = await asked(indexedDB.open(database!));
      for (const store of open.objectStoreNames) {
        const rows = await asked(open.transaction(store).objectStore(store).getAll());
        found ||= rows.some((row) => reads(row) || Object.values(Object(row)).some(reads));
      }
      open.close();
    }
    return found;
  }, name);
}

test('an older complaint is not on a new tablet, is found by unit, number and month, and stays readable offline', async ({ browser }) => {
  test.slow();
  const office = await officeOfLongAgo('旧档广场', 'older');
  const desk = await Tablet.unpack(browser, PORTRAIT);
  await desk.signIn('older-assistant', PASSWORD);
  await desk.expectSynced();
  let main = desk.page.getByRole('main');

  // The tablet has what is open, and neither shows nor keeps what was closed long ago.
  await desk.place('投诉');
  await desk.button('全部', main).click();
  await expect(main).toContainText(office.newer_said);
  await expect(main).not.toContainText(office.said);
  await expect(main.getByRole('listitem')).toHaveCount(1);
  await desk.field('搜索', main).fill(office.number);
  await expect(main.getByRole('listitem')).toHaveCount(0);
  expect(await keeps(desk, office.newer)).toBe(true);
  for (const old of [office.complete, office.voided, office.violation]) expect(await keeps(desk, old), old).toBe(false);

  // The list leads to where it is.
  await desk.link('更早的记录', main).click();
  await expect(desk.heading()).toHaveText('更早的记录');
  await expect(main).toContainText(/本机的记录从\d{4}年\d{1,2}月起是全的/);
  await desk.expectAccessibleBothWays();
  const typed = () => desk.page.locator('#older-what');
  const find = async (way: string, what: string) => {
    await desk.button(way, main).click();
    await typed().fill(what);
    await desk.button('查找', main).click();
  };

  // Nothing asked is no question.
  await desk.button('查找', main).click();
  await expect(main).toContainText('请填写铺位号。');
  await find('按月份', '');
  await expect(main).toContainText('请选择月份。');
  await expect(main).not.toContainText('请填写铺位号。');

  // What the server has not either is said so, and what was typed stays.
  await find('按编号', 'TS1999-0001');
  await expect(main).toContainText('服务器上也没有');
  await expect(typed()).toHaveValue('TS1999-0001');
  await expect(main).not.toContainText(office.said);
  await desk.expectAccessibleBothWays();

  // By unit everything of it, what is here as well; by month what was then.
  await find('按铺位', UNIT.code.toLowerCase());
  await expect(main.getByRole('listitem')).toHaveCount(4);
  await expect(main).toContainText(office.said);
  await expect(main).toContainText(office.newer_said);
  await expect(main).toContainText('记录完结');
  await find('按月份', office.month);
  await expect(main.getByRole('listitem')).toHaveCount(3);
  await expect(main).not.toContainText(office.newer_said);
  // What was voided is not taken for what still stands.
  await expect(main.getByRole('listitem').filter({ hasText: '写重了的一条。' })).toContainText('已作废');
  await desk.expectAccessibleBothWays();
  await find('按编号', office.number.toLowerCase());
  await expect(main.getByRole('listitem')).toHaveCount(1);
  await expect(main).toContainText(office.said);
  // Looked at in a list it is not kept yet.
  expect(await keeps(desk, office.complete)).toBe(false);

  // Asked by its address it is asked at once.
  await desk.open(`/older?by=unit&what=${UNIT.code}`);
  await expect(main.getByRole('listitem')).toHaveCount(4);
  await expect(typed()).toHaveValue(UNIT.code);
  await find('按编号', office.number);
  await expect(main.getByRole('listitem')).toHaveCount(1);

  // Opened, it is whole, each line with the year it was in.
  const whole = async () => {
    await expect(main).toContainText(office.said);
    for (const word of [office.number, `${office.month.slice(0, 4)}年${Number(office.month.slice(5))}月10日 10:`, office.done, '记录完结', '店长当面要求当天确认。', '林慧敏']) await expect(main).toContainText(word);
  };
  await desk.link(new RegExp(UNIT.code), main).click();
  await expect(desk.page).toHaveURL(new RegExp(`/complaints/${office.complete}`));
  await whole();
  await desk.expectAccessibleBothWays();
  expect(await keeps(desk, office.complete)).toBe(true);
  expect(await keeps(desk, office.violation)).toBe(false);

  // Below ground it is there again after a cold start; the others are not, and the page says so.
  await expect.poll(() => desk.page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).active))).toBe(true);
  await desk.context.setOffline(true);
  await stopServer();
  await desk.page.close();
  await desk.reopen(`/complaints/${office.complete}`);
  main = desk.page.getByRole('main');
  await whole();
  await desk.open('/older');
  await find('按铺位', UNIT.code);
  await expect(main).toContainText(OFFLINE);
  // In sight, with the button below it.
  await expect(main.getByText(OFFLINE)).toBeInViewport({ ratio: 1 });
  await expect(typed()).toHaveValue(UNIT.code);
  await expect(main.getByRole('listitem')).toHaveCount(0);
  await desk.expectAccessibleBothWays();

  // Nor are there figures of a month that is not here whole.
  await desk.open(`/board?month=${office.month}`);
  await expect(main).toContainText('本机没有保存这个月的全部记录，现在没有网络，不能给出数字。');
  await expect(main.locator('.figure')).toHaveCount(0);
  await expect(main).not.toContainText('以下数字由服务器计算');
  await desk.expectAccessibleBothWays();

  // Upstairs the server counts: one complaint of then, asked, content.
  await startServer();
  await desk.context.setOffline(false);
  await desk.button('重试', main).click();
  await expect(main.locator('.figure')).toHaveCount(3);
  const satisfaction = main.locator('.figure', { hasText: '投诉处理满意率' });
  await expect(satisfaction).toContainText('100.00');
  await expect(satisfaction).toContainText('1 / 1 户');
  await expect(main).toContainText('以下数字由服务器计算');
  await expect(main).not.toContainText('不能给出数字');
  await desk.expectAccessibleBothWays();
  await satisfaction.click();
  await expect(desk.heading()).toHaveText('更早的记录');
  await expect(main.getByRole('listitem')).toHaveCount(3);
  desk.expectNoFault();
});
