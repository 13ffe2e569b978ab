// A tab the browser froze wakes after another one took over: it is fenced and writes nothing.
import { expect, test } from '@playwright/test';
import { Tablet } from '../e2e/support/tablet';
import { report } from './support/amount';
import { Desk, SAVED } from './support/desk';
import { counted, logged } from './support/stored';

test('a frozen tab that wakes after another took over is fenced and writes nothing', async ({ browser }) => {
  const desk = await Desk.found('两个窗口', 'T-101');
  const first = await Tablet.unpack(browser);
  await desk.signIn(first);
  await desk.fill(first, '两个窗口只该写下一次。');
  const session = await first.context.newCDPSession(first.page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });

  const second = Tablet.holding(first.context, await first.context.newPage(), process.env.HUIFANG_BASE_URL ?? '');
  await second.page.goto('/');
  await second.button('在此使用').click();
  await expect(second.heading()).toHaveText('今日');
  // What was typed in the first one waits in the second.
  await second.open('/complaints/new');
  await expect(second.field('投诉内容')).toHaveValue('两个窗口只该写下一次。');
  await second.button('登记').click();
  await expect(second.page.getByText(SAVED)).toBeVisible();
  await second.expectSynced();

  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await first.page.bringToFront();
  await expect(first.page.getByText('本应用正在另一个窗口中使用。').first()).toBeVisible();
  const tap = first.page.getByRole('button', { name: '登记', exact: true });
  if (await tap.isEnabled().catch(() => false)) await tap.click({ timeout: 3_000 }).catch(() => undefined);
  await expect(first.page.getByText(SAVED)).toHaveCount(0);

  await second.page.bringToFront();
  await desk.register(second, '之后接手的窗口又写一条。');
  await second.expectSynced();
  const counts = counted((await logged(desk.office)).values());
  expect([...counts]).toEqual(expect.arrayContaining([['两个窗口只该写下一次。', 1], ['之后接手的窗口又写一条。', 1]]));
  expect(counts.size).toBe(2);
  report('frozen tab: fenced when it woke, nothing of it was written, the other tab went on');
  second.expectNoFault();
});
