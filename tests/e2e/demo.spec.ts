// What a visitor of the demo office sees first. It runs before any real office stands on the server, for then the
// demo's names are no longer offered.
import { expect, test } from '@playwright/test';
import { LANDSCAPE, PORTRAIT, Tablet } from './support/tablet';

test('a head of department opens the demo with one tap and sees what is late and what is due @smoke', async ({ browser }) => {
  const tablet = await Tablet.unpack(browser, PORTRAIT);
  await tablet.open('/sign-in');
  await tablet.button(/王海涛/).click();
  await expect(tablet.heading()).toHaveText('今日');
  const main = tablet.page.getByRole('main');
  await expect(main.getByRole('heading', { name: /^逾期/ })).toBeVisible();
  await expect(main.getByRole('heading', { name: /^今天到期/ })).toBeVisible();
  await tablet.expectSynced();
  await tablet.expectAccessibleBothWays();
  tablet.expectNoFault();
});

test('an assistant registers a complaint and finds it in the list @smoke', async ({ browser }) => {
  const tablet = await Tablet.unpack(browser, LANDSCAPE);
  await tablet.signIn('assistant', 'huifang-demo');
  await tablet.expectSynced();
  const content = '冷柜今早不制冷，货都软了。';
  await tablet.register('B-203', content, { category: '设备', department: '工程部' });
  await tablet.expectSynced();
  await tablet.place('投诉');
  await expect(tablet.page.getByRole('main')).toContainText(content);
  tablet.expectNoFault();
});

test('the board of the demo shows the month and opens what it counts @smoke', async ({ browser }) => {
  const tablet = await Tablet.unpack(browser, LANDSCAPE);
  await tablet.signIn('manager', 'huifang-demo');
  await tablet.expectSynced();
  await tablet.place('看板');
  const main = tablet.page.getByRole('main');
  await expect(main).toContainText('投诉处理满意率');
  // Nobody was asked yet on the first morning of a month; the month before has everything.
  await tablet.button('上个月').click();
  await expect(main).toContainText(/\d+\.\d\d\s*%/);
  await tablet.expectAccessibleBothWays();
  tablet.expectNoFault();
});
