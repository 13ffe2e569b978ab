// Ours, as a person uses it.
import type { Page } from '@playwright/test';
import { inBrowser } from '../browser.ts';
import { type Samples, type System, plan } from '../plan.ts';

const { office } = plan;
/** Saves after each cold start. */
const SAVES = 10;
/** A unit of every office that `demo` makes. */
const UNIT = 'B-203';

type Traffic = { requests: number; awaited: number; wire: number; bytes: number };

function expectCount(what: string, found: number, wanted: number) {
  if (found !== wanted) throw new Error(`${what}: ${found} instead of ${wanted}.`);
}

const measure = <T>(page: Page, call: string): Promise<T> => page.evaluate(`bench.${call}`) as Promise<T>;

async function firstSync(profile: string): Promise<Samples> {
  return inBrowser(profile, async (page) => {
    await page.goto('/sign-in');
    // The app is kept before anybody signs in: what is loaded for it must not be counted as sync.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.locator('#sign-in-name').fill(office.sign_in_name);
    await page.locator('#password').fill(office.password);
    const watched = measure<{
      signIn: number;
      firstRow: number;
      usable: number;
      search: number;
      durable: number;
      heads: Traffic;
      events: Traffic;
      all: Traffic;
    }>(page, `firstSync(${JSON.stringify(UNIT)})`);
    await page.locator('form button[type=submit]').click();
    const took = await watched;
    const stored = await measure<{ heads: number; events: number; disk: number }>(page, 'stored()');
    expectCount('Heads on the tablet', stored.heads, office.streams);
    expectCount('Events on the tablet', stored.events, office.events);
    await expectAllShown(page);
    return {
      sign_in: took.signIn,
      first_sync_first_row: took.firstRow,
      first_sync_list_usable: took.usable,
      first_sync_all_durable: took.durable,
      first_sync_heads_awaited: took.heads.awaited,
      first_sync_events_awaited: took.events.awaited,
      first_sync_heads: took.heads.bytes,
      first_sync_events: took.events.bytes,
      first_sync_wire: took.all.wire,
      search: took.search,
      disk: stored.disk,
    };
  });
}

/** The list says how many it holds. */
async function expectAllShown(page: Page) {
  await page.locator('main input[type=search]').fill('');
  await page.getByRole('button', { name: '全部', exact: true }).click();
  await page.locator('main p.figures', { hasText: new RegExp(`^${office.cases} 件$`) }).waitFor();
}

async function coldStart(profile: string): Promise<Samples[]> {
  return inBrowser(profile, async (page, context) => {
    await context.setOffline(true);
    await page.goto('/');
    const started = await measure<{ running: number; usable: number }>(page, 'today()');
    await page.locator('.rail-item[href="/complaints"]').click();
    await expectAllShown(page);
    const saves = [];
    for (let number = 1; number <= SAVES; number += 1) saves.push(await save(page, number));
    return [
      { cold_start_today_usable: started.usable, cold_start_app_ready: started.running },
      ...saves.map((took) => ({ save_said: took.said, save_durable: took.durable })),
    ];
  });
}

/** Takes a complaint down. */
async function save(page: Page, number: number): Promise<{ said: number; durable: number }> {
  await page.locator('main a[href="/complaints/new"]').click();
  const unit = page.locator('main input[type=search]');
  await unit.fill(UNIT);
  await page.getByRole('button', { name: new RegExp(`^${UNIT} `) }).click();
  await page.locator('#register-content').fill(`第 ${number} 次：店里空调从早上开始不制冷，客人试一件就走了。`);
  await page.locator('#register-phone').fill('13800010001');
  const watched = measure<{ said: number; durable: number }>(page, `save('登记', '已登记并保存')`);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  return watched;
}

export const huifang: System = { name: 'huifang', firstSync, coldStart };
