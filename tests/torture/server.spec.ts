// The server is stopped and killed in the middle of a push. Nothing is lost, nothing stands twice.
import { expect, test } from '@playwright/test';
import { killServer, startServer, stopServer } from '../e2e/support/server';
import { Tablet } from '../e2e/support/tablet';
import { Draws, SEED, amount, report, strikesAfter } from './support/amount';
import { Desk } from './support/desk';
import { counted, expectOneCommand, logged } from './support/stored';

const ROUNDS = amount({ smoke: 2, full: 20 });
const SAVES = 3;

test('a server ended in mid-push loses nothing and takes nothing twice', async ({ browser }) => {
  const desk = await Desk.found('服务器断电', 'S-101');
  const draws = new Draws();
  const tablet = await Tablet.unpack(browser);
  await desk.signIn(tablet);
  // The form comes from the tablet itself while the server is down.
  await expect.poll(() => tablet.page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).active))).toBe(true);
  const all: string[] = [];
  const saw = new Set<string>();
  for (let round = 1; round <= ROUNDS; round += 1) {
    // Kept back until the server is to meet them all at once.
    await tablet.context.route('**/api/push', (route) => route.abort());
    for (let save = 1; save <= SAVES; save += 1) {
      all.push(`第 ${round}.${save} 条：扶梯停了。`);
      await desk.register(tablet, all.at(-1) ?? '');
    }
    await expect(tablet.status()).toContainText(`未同步 ${SAVES} 条`);
    const pushed = tablet.page.waitForRequest('**/api/push');
    await tablet.context.unroute('**/api/push');
    await tablet.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await pushed;
    await strikesAfter(draws.between(0, 60));
    await (round % 2 ? killServer() : stopServer());
    saw.add(((await tablet.status().textContent()) ?? '').replace(/\d+/g, 'N'));
    await startServer();
    await tablet.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await tablet.expectSynced();
  }
  const log = await logged(desk.office);
  const counts = counted(log.values());
  const lost = all.filter((said) => !counts.has(said));
  const doubled = [...counts].filter(([, count]) => count > 1);
  report(`seed ${SEED}: server ended ${ROUNDS} times in mid-push, ${all.length} saves, ${lost.length} lost, ${doubled.length} doubled`);
  report(`the status line then said: ${[...saw].join(' | ')}`);
  expect(lost).toEqual([]);
  expect(doubled).toEqual([]);
  for (const stream of log.keys()) await expectOneCommand(desk.office, stream);
  tablet.expectNoFault();
});
