// Two releases of the app on one server, and one tablet that sees the server change under it: everybody's work
// arrives, everybody sees it.
import { expect, test } from '@playwright/test';
import { newerServer, olderServer, startServer, stopServer } from '../e2e/support/server';
import { PORTRAIT, Tablet } from '../e2e/support/tablet';
import { report } from './support/amount';
import { Desk } from './support/desk';
import { withRelease } from './support/release';
import { counted, logged } from './support/stored';

const SERVER = process.env.HUIFANG_BASE_URL ?? '';
const OLDER = process.env.HUIFANG_OLDER_DIST ?? '';

async function restart(as: () => Promise<void>) {
  await stopServer();
  await as();
  await startServer();
}

test('an older app, a newer app and a server that is brought up to date under them agree', async ({ browser }) => {
  await restart(olderServer);
  try {
    await withRelease(OLDER, SERVER, async (older) => {
      // Everything begins with the older release of both.
      const desk = await Desk.found('新旧版本', 'V-101');
      const old = await Tablet.unpack(browser, undefined, { baseURL: older });
      await desk.signIn(old);
      await desk.register(old, '旧程序，旧服务器。');
      await old.expectSynced();

      // The server is brought up to date while something waits on the older app.
      await stopServer();
      await desk.register(old, '旧程序，服务器更新时。');
      await expect(old.status()).toContainText('未同步 1 条');
      await newerServer();
      await startServer();
      await old.page.evaluate(() => window.dispatchEvent(new Event('online')));
      await old.expectSynced();

      // Both apps on the newer server, each with work of its own.
      const fresh = await Tablet.unpack(browser, PORTRAIT);
      await desk.signIn(fresh);
      await desk.register(fresh, '新程序，新服务器。');
      await desk.register(old, '旧程序，新服务器。');
      for (const tablet of [old, fresh]) {
        await tablet.page.evaluate(() => window.dispatchEvent(new Event('online')));
        await tablet.expectSynced();
      }
      const log = await logged(desk.office);
      const counts = counted(log.values());
      expect([...counts.values()]).toEqual([1, 1, 1, 1]);
      for (const tablet of [old, fresh]) {
        for (const [stream, words] of log) {
          await tablet.open(`/complaints/${stream}`);
          await expect(tablet.page.getByRole('main')).toContainText(words);
        }
        tablet.expectNoFault();
      }
      report(`${process.env.HUIFANG_OLDER ?? 'an older release'} and this one: ${counts.size} saves, each once, each seen on both tablets; the server was brought up to date between them`);
    });
  } finally {
    await restart(newerServer);
  }
});
