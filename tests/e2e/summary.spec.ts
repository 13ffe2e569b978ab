// A month summed up: handed in by the dispatcher below ground, remarked on and archived by the head of management,
// followed through by who is named, and on paper with everybody's name.
import { type Locator, expect, test } from '@playwright/test';
import { Hand, PASSWORD, dayFromNow } from './support/office';
import { startServer, stopServer } from './support/server';
import { LANDSCAPE, PORTRAIT, Tablet } from './support/tablet';

/** The first day of the month before the office's present one. */
function lastMonth(): string {
  const [year, month] = dayFromNow(0).split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10);
}

const FIRST = '空调类占一半，多在周末。';
const SECOND = '应在换季前清洗滤网。';
const REMARK = '同意，换季前完成。';
const MEASURE = '逐户清洗空调滤网';
const RESULT = '已清洗四十二户。';

/** The analysis as it stands on the page, in its lines. */
const shown = (main: Locator) => main.locator('.written').first().evaluate((one) => (one as HTMLElement).innerText.trim());

test('a month is handed in offline, remarked on with a point, followed through and printed', async ({ browser }) => {
  test.slow();
  const first = lastMonth();
  const [year, month] = first.split('-').map(Number);
  const title = `${year}年${month}月`;
  const page = `/summaries/${first.slice(0, 7)}`;
  const director = await Hand.found('月结广场', 'summary-director', ['工程部'], true, 'mall', first);
  await director.addStaff('林慧敏', 'summary-manager', 'property_manager');
  await director.addStaff('李婷婷', 'summary-assistant', 'property_assistant');
  await director.addStaff('何晓燕', 'summary-officer', 'management_officer');

  // The month that is over stands on the dispatcher's 今日, and counts on the rail.
  const desk = await Tablet.unpack(browser, PORTRAIT);
  await desk.signIn('summary-assistant', PASSWORD);
  await desk.expectSynced();
  const main = desk.page.getByRole('main');
  await expect(main).toContainText('待总结');
  await expect(desk.page.getByRole('navigation', { name: '主导航' })).toContainText('1 条待办');
  await desk.link(new RegExp(title), main).click();
  await expect(desk.page).toHaveURL(new RegExp(`${page}$`));
  await desk.expectAccessibleBothWays();

  // Below ground it is handed in all the same; what is missing is said first.
  await expect.poll(() => desk.page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).active))).toBe(true);
  await desk.context.setOffline(true);
  await stopServer();
  await desk.button('上报月总结', main).click();
  await expect(main).toContainText('请写出分析意见。');
  await desk.field('分析意见', main).fill(`${FIRST}\n${SECOND}`);
  await desk.button('上报月总结', main).click();
  await expect(main).toContainText('已上报。');
  await expect.poll(() => shown(main)).toBe(`${FIRST}\n${SECOND}`);
  await expect(desk.field('分析意见', main)).toHaveValue('');
  await expect(desk.status()).toContainText('未同步 1 条');
  await expect(main).not.toContainText('表上的数字由服务器统计');

  // Back upstairs the server counts, and says so.
  await startServer();
  await desk.context.setOffline(false);
  await desk.expectSynced();
  await expect(main).toContainText('表上的数字由服务器统计', { timeout: 60_000 });
  await desk.expectAccessibleBothWays();

  // The head of management reads it and wants one thing done.
  const head = await Tablet.unpack(browser, LANDSCAPE);
  await head.signIn('summary-manager', PASSWORD);
  await head.expectSynced();
  const read = head.page.getByRole('main');
  await expect(read).toContainText('已上报，待评语');
  await head.link(new RegExp(title), read).click();
  await expect.poll(() => shown(read)).toBe(`${FIRST}\n${SECOND}`);
  await head.field('评语', read).fill(REMARK);
  await head.button('加一项', read).click();
  await head.field('要做什么', read).fill(MEASURE);
  await head.field('责任人', read).selectOption({ label: '何晓燕（管理员）' });
  await head.field('期限', read).fill(dayFromNow(7));
  await head.expectAccessibleBothWays();
  await head.button('写评语并归档', read).click();
  await expect(read).toContainText('未办结');
  await expect(read).toContainText(REMARK);
  await expect(head.field('评语', read)).toHaveCount(0);
  await head.expectSynced();

  // Archived: the dispatcher has nothing more to hand in.
  await desk.expectSynced();
  await expect(main).toContainText(REMARK, { timeout: 60_000 });
  await expect(desk.field('分析意见', main)).toHaveCount(0);

  // Who is named says it done.
  const named = await Tablet.unpack(browser, PORTRAIT);
  await named.signIn('summary-officer', PASSWORD);
  await named.expectSynced();
  const theirs = named.page.getByRole('main');
  await expect(theirs).toContainText(MEASURE);
  await named.link(new RegExp(title), theirs).click();
  await named.field('落实结果', theirs).fill(RESULT);
  // What comes in meanwhile does not take away what is being written.
  const known = async () => Number(/至第 (\d+) 条及/.exec(await theirs.innerText())?.[1]);
  const before = await known();
  await director.addStaff('苏小婉', 'summary-newcomer', 'management_officer');
  await expect.poll(known).toBeGreaterThan(before);
  await expect(named.field('落实结果', theirs)).toHaveValue(RESULT);
  await named.button('办结', theirs).click();
  await expect(theirs).toContainText(RESULT);
  await expect(theirs).not.toContainText('未办结');
  await expect(named.field('落实结果', theirs)).toHaveCount(0);
  await named.expectSynced();
  await named.open('/');
  await expect(named.heading()).toHaveText('今日');
  await named.expectSynced();
  await expect(theirs).not.toContainText(MEASURE);

  // On paper stands everything, with who answers for it.
  await expect(read).toContainText(RESULT, { timeout: 60_000 });
  await head.link('打印月总结表').click();
  const paper = head.page.getByRole('article', { name: '投诉调度记录月总结表' });
  for (const said of [title, FIRST, SECOND, REMARK, MEASURE, RESULT, '何晓燕', '及时率', '合格率']) await expect(paper).toContainText(said);
  const signed = paper.locator('.paper-signatures');
  await expect(signed).toContainText('李婷婷');
  await expect(signed).toContainText('林慧敏');
  await head.expectAccessibleBothWays();
  for (const tablet of [desk, head, named]) tablet.expectNoFault();
});
