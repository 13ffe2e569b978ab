// The tablet's storage is full, gone, or spoilt. Nothing is called saved that is not, and the app works afterwards.
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Tablet } from '../e2e/support/tablet';
import { Draws, SEED, amount, report } from './support/amount';
import { Chromium, withProfile } from './support/chromium';
import { Desk, SAVED } from './support/desk';
import { counted, logged, outbox } from './support/stored';

const BASE = process.env.HUIFANG_BASE_URL ?? '';
const SPOILINGS = amount({ smoke: 2, full: 20 });

test('a full storage is said before anything is called saved, and what was typed stays', async ({ browser }) => {
  const desk = await Desk.found('存储已满', 'F-101');
  const tablet = await Tablet.unpack(browser);
  await desk.signIn(tablet);
  await desk.register(tablet, '第一条：有地方的时候。');
  await tablet.expectSynced();
  await desk.fill(tablet, '第二条：没有地方的时候。');
  const session = await tablet.context.newCDPSession(tablet.page);
  const origin = new URL(BASE).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  // Chromium believes in the room it saw last for a while.
  await expect.poll(() => tablet.page.evaluate(room), { timeout: 60_000 }).toBe('QuotaExceededError');
  await tablet.button('登记').click();
  const refusal = tablet.page.getByText(/未能保存|没有保存成功/).first();
  await expect(refusal).toBeVisible();
  const said = ((await refusal.textContent()) ?? '').trim();
  await expect(tablet.page.getByText(SAVED)).toHaveCount(0);
  await expect(tablet.field('投诉内容')).toHaveValue('第二条：没有地方的时候。');
  expect(await outbox(tablet.page, desk.office.session.office)).toEqual([]);

  // Room again: the same tap saves what was typed.
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await expect.poll(() => tablet.page.evaluate(room), { timeout: 60_000 }).toBe('room');
  await tablet.button('登记').click();
  await expect(tablet.page.getByText(SAVED)).toBeVisible();
  await tablet.expectSynced();
  const counts = counted((await logged(desk.office)).values());
  expect([...counts.values()]).toEqual([1, 1]);
  report(`storage full: said “${said}”, typed text kept, saved once when there was room`);
  tablet.expectNoFault();
});

for (const how of ['deleted', 'corrupted'] as const) {
  test(`a storage that was ${how} is started anew, and what is done then arrives once`, async () => {
    const desk = await Desk.found(how === 'deleted' ? '资料被清' : '资料损坏', how === 'deleted' ? 'D-101' : 'C-101');
    const draws = new Draws();
    const saw = new Set<string>();
    await withProfile(async (profile) => {
      let browser = await Chromium.start(profile);
      let tablet = Tablet.holding(browser.context, browser.page, BASE);
      await desk.signIn(tablet);
      const rounds = how === 'deleted' ? 1 : SPOILINGS;
      for (let round = 1; round <= rounds; round += 1) {
        await desk.register(tablet, `第 ${round} 条：毁坏之前。`);
        await tablet.expectSynced();
        await browser.close();
        if (how === 'deleted') rmSync(databases(profile), { recursive: true });
        else spoil(databases(profile), draws);
        browser = await Chromium.start(profile);
        tablet = Tablet.holding(browser.context, browser.page, BASE);
        await tablet.page.goto(`${BASE}/`);
        // Chromium may mend or drop what is spoilt; either way a person can go on.
        const signIn = tablet.page.locator('#sign-in-name');
        await expect(signIn.or(tablet.page.getByText('李婷婷')).first()).toBeVisible();
        const signedOut = await signIn.isVisible();
        saw.add(signedOut ? '登录' : '今日');
        if (signedOut) await desk.signIn(tablet);
        await desk.register(tablet, `第 ${round} 条：毁坏之后。`);
        await tablet.expectSynced();
      }
      tablet.expectNoFault();
      await browser.close();
    });
    const counts = counted((await logged(desk.office)).values());
    expect([...counts.values()].every((count) => count === 1)).toBe(true);
    expect(counts.size).toBe(2 * (how === 'deleted' ? 1 : SPOILINGS));
    const devices = await devicesOf(desk);
    report(`storage ${how} (seed ${SEED}): opened on ${[...saw].join(' or ')}, ${counts.size} saves once each, ${devices} device ids`);
    if (how === 'deleted') expect(devices).toBe(2);
  });
}

/** Runs in the page: whether a kilobyte more can be kept. */
async function room(): Promise<string> {
  const name = 'torture-room';
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(name);
    asked.onupgradeneeded = () => asked.result.createObjectStore('all');
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  }).catch((error: DOMException) => error.name);
  if (typeof database === 'string') return database;
  const kept = await new Promise<string>((resolve) => {
    const writing = database.transaction('all', 'readwrite');
    writing.objectStore('all').put(new Uint8Array(1_000), 'one');
    writing.oncomplete = () => resolve('room');
    writing.onabort = () => resolve(writing.error?.name ?? 'aborted');
  });
  database.close();
  return kept;
}

function databases(profile: string): string {
  return path.join(profile, 'Default', 'IndexedDB');
}

/** Some bytes in every file that holds data. */
function spoil(folder: string, draws: Draws) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (!statSync(file).isFile() || !/\.(ldb|log|sqlite|db)$|MANIFEST/.test(name)) continue;
    const bytes = readFileSync(file);
    if (bytes.length === 0) continue;
    for (let flips = 0; flips < 24; flips += 1) bytes[draws.between(0, bytes.length - 1)] ^= 1 << draws.between(0, 7);
    writeFileSync(file, bytes);
  }
}

/** Under how many device ids the assistant's registrations came. */
async function devicesOf(desk: Desk): Promise<number> {
  const devices = await (await desk.office.api.get('/api/devices')).json();
  const list: any[] = Array.isArray(devices) ? devices : devices.devices;
  return list.filter((one) => JSON.stringify(one).includes('Linux') || JSON.stringify(one).includes('Chrom')).length;
}
