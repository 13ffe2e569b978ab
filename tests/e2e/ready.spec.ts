// What lies ready at the server after a night: a new tablet takes it as it lies there, gets what came since, and opens
// both below ground.
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from './support/office';
import { TOKEN, startServer, stopServer } from './support/server';
import { PORTRAIT, Tablet } from './support/tablet';

const BEFORE = '夜里之前：收银台后面的插座没有电。';
const AFTER = '早上来的：试衣间的门关不上。';

test('a new tablet takes what lay ready since the night and what came after it, and opens both without network', async ({ browser }) => {
  const director = await Hand.found('清晨广场', 'ready-director', ['工程部']);
  const assistant = await director.addStaff('李婷婷', 'ready-assistant', 'property_assistant');
  await assistant.addUnit('A-101', '云裳女装', '13800010001');
  const before = await assistant.register('A-101', '云裳女装', BEFORE, '工程部', 'general');
  const night = await director.api.post('/api/trial', { data: { token: TOKEN, office: director.session.office, trial: 'night' } });
  expect(night.ok(), await night.text()).toBe(true);
  const after = await assistant.register('A-101', '云裳女装', AFTER, '工程部', 'general');
  const first = await (await director.api.get('/api/first')).json();
  expect(first.packed).toHaveLength(1);
  expect(first.at).toBeLessThan(first.head);

  const tablet = await Tablet.unpack(browser, PORTRAIT);
  const asked: string[] = [];
  tablet.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await tablet.signIn('ready-assistant', PASSWORD);
  await tablet.expectSynced();
  const main = tablet.page.getByRole('main');
  await tablet.place('投诉');
  await tablet.button('全部', main).click();
  await expect(main.getByRole('listitem')).toHaveCount(2);
  for (const said of [BEFORE, AFTER]) await expect(main).toContainText(said);
  // It came as it lay there, and nothing of it was asked for in another way.
  expect(asked.filter((path) => path === '/api/first/packed')).toHaveLength(2);
  expect(asked.filter((path) => path === '/api/streams' || path === '/api/first/heads')).toEqual([]);

  await expect.poll(() => tablet.page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).active))).toBe(true);
  await tablet.context.setOffline(true);
  await stopServer();
  try {
    await tablet.page.close();
    await tablet.reopen(`/complaints/${before}`);
    await expect(tablet.page.getByRole('main')).toContainText(BEFORE);
    await expect(tablet.page.getByRole('main')).toContainText('李婷婷');
    await tablet.step('上报', (form) => tablet.compose(tablet.field('原因', form), '要动配电箱，超出物业助理职责。'));
    await expect(tablet.status()).toContainText('未同步 1 条');
    await tablet.open(`/complaints/${after}`);
    await expect(tablet.page.getByRole('main')).toContainText(AFTER);
  } finally {
    await startServer();
  }
  await tablet.context.setOffline(false);
  await tablet.expectSynced();
  await tablet.open(`/complaints/${before}`);
  await expect(tablet.page.getByRole('main')).toContainText('要动配电箱，超出物业助理职责。');
});
