// The browser is killed by SIGKILL at any moment of a save. What the screen called saved is there after the restart.
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from '../e2e/support/office';
import { Tablet } from '../e2e/support/tablet';
import { Draws, SEED, amount, report, strikesAfter } from './support/amount';
import { Chromium, withProfile } from './support/chromium';
import { counted, expectOneCommand, logged, outbox, registrations } from './support/stored';

const KILLS = amount({ smoke: 5, full: 200 });
/** A save takes about 75 ms to the word on the screen: draws reach well past it. */
const LATEST_MILLIS = 180;
const SAVED = '已登记并保存。';
const UNIT = 'K-101';
/** One server sees several runs while a part is worked on. */
const RUN = Date.now().toString(36);
const BASE = process.env.HUIFANG_BASE_URL ?? '';

const words = (number: number) => `第 ${number} 条：货梯停在负一层不动。`;

/** What became of the saves that a kill met. */
const met = { before: 0, unheard: 0, after: 0 };

test('no save that was called saved is lost when the browser is killed', async () => {
  const office = await Hand.found('断电管理处', `kill-director${RUN}`, ['工程部']);
  const assistant = await office.addStaff('李婷婷', `kill-assistant${RUN}`, 'property_assistant');
  await assistant.addUnit(UNIT, '云裳女装', '13800010001');
  const draws = new Draws();
  /** What the screen called saved. */
  const acknowledged = new Set<string>();
  let typed = 0;

  await withProfile(async (profile) => {
    let browser = await Chromium.start(profile);
    let tablet = await taken(browser, acknowledged);
    await tablet.signIn(`kill-assistant${RUN}`, PASSWORD);
    await tablet.expectSynced();
    // From here on it starts without a network too.
    await expect
      .poll(() => tablet.page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).active)))
      .toBe(true);
    // Chromium writes cookies down every half minute only: a kill right after a sign-in would be a sign-out.
    await browser.close();
    browser = await Chromium.start(profile);
    tablet = await taken(browser, acknowledged);

    for (let kill = 1; kill <= KILLS; kill += 1) {
      const offline = draws.chance(0.5);
      await browser.context.setOffline(offline);
      const saves = draws.between(1, 3);
      for (let save = 1; save < saves; save += 1) {
        typed += 1;
        await fill(tablet, words(typed));
        await tablet.button('登记').click();
        await expect(tablet.page.getByText(SAVED)).toBeVisible();
        expect(acknowledged).toContain(words(typed));
      }
      typed += 1;
      await fill(tablet, words(typed));
      // The tap is not waited for: the kill falls anywhere between it and long after the word.
      tablet.page.evaluate(tap, '登记').catch(() => undefined);
      await strikesAfter(draws.between(0, LATEST_MILLIS));
      await browser.kill();

      browser = await Chromium.start(profile);
      tablet = await taken(browser, acknowledged);
      await browser.context.setOffline(offline);
      await tablet.open('/');
      await expect(tablet.heading()).toHaveText('今日');
      await expectKept(tablet, office, acknowledged, words(typed), offline);
    }

    await browser.context.setOffline(false);
    await tablet.open('/');
    await tablet.expectSynced();
    tablet.expectNoFault();
    await browser.close();
  });

  const log = await logged(office);
  const counts = counted(log.values());
  const lost = [...acknowledged].filter((said) => !counts.has(said));
  const doubled = [...counts].filter(([, count]) => count > 1).map(([said]) => said);
  report(`seed ${SEED}: ${KILLS} kills, ${acknowledged.size} saves called saved, ${lost.length} lost, ${doubled.length} doubled`);
  report(`killed before it stood: ${met.before}, after it stood and before the word: ${met.unheard}, after the word: ${met.after}`);
  expect(lost).toEqual([]);
  expect(doubled).toEqual([]);
  for (const stream of log.keys()) await expectOneCommand(office, stream);
});

/** The tablet in this browser; from now on it notes what its screen calls saved. */
async function taken(browser: Chromium, acknowledged: Set<string>): Promise<Tablet> {
  await browser.context.exposeBinding('calledSaved', (_, said: string) => acknowledged.add(said));
  await browser.context.addInitScript((saved) => {
    // The words that were typed last, and whether the screen has called them saved.
    let said = '';
    document.addEventListener('input', (event) => {
      if (event.target instanceof HTMLTextAreaElement) said = event.target.value;
    }, true);
    new MutationObserver(() => {
      if (said && document.body?.innerText.includes(saved)) {
        (window as any).calledSaved(said);
        said = '';
      }
    }).observe(document, { childList: true, subtree: true, characterData: true });
  }, SAVED);
  return Tablet.holding(browser.context, browser.page, BASE);
}

/** Opens the form anew within the app, and answers it. */
async function fill(tablet: Tablet, content: string) {
  await tablet.open('/complaints/new');
  await tablet.field('铺位').fill(UNIT);
  await tablet.page.getByRole('button', { name: new RegExp(`^${UNIT} `) }).click();
  await tablet.field('投诉内容').fill(content);
  await tablet.field('联系电话').fill('13800010001');
}

/** Runs in the page. */
function tap(name: string) {
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name);
  button?.click();
}

/** After the restart: nothing called saved is missing, and the screen says so. */
async function expectKept(tablet: Tablet, office: Hand, acknowledged: Set<string>, last: string, offline: boolean) {
  const waiting = registrations(await outbox(tablet.page, office.session.office));
  const log = await logged(office);
  const kept = new Map([...log, ...waiting]);
  const there = new Set(kept.values());
  expect([...acknowledged].filter((said) => !there.has(said))).toEqual([]);
  if (acknowledged.has(last)) met.after += 1;
  else if (there.has(last)) met.unheard += 1;
  else met.before += 1;
  if (offline) await expectCounted(tablet, waiting.size);
  // The newest of them as a person sees it, from this tablet's own storage.
  const newest = [...kept].filter(([, said]) => acknowledged.has(said)).at(-1);
  if (!newest) return;
  await tablet.open(`/complaints/${newest[0]}`);
  await expect(tablet.page.getByRole('main')).toContainText(newest[1]);
}

async function expectCounted(tablet: Tablet, waiting: number) {
  if (waiting > 0) await expect(tablet.status()).toContainText(`未同步 ${waiting} 条`);
  else await expect(tablet.status()).not.toContainText('未同步');
}
