// Ours, as a person uses it.
import { type Tablet, close, inBrowser, memory, open, weight } from '../browser.ts';
import { ALONE, EDITS, SAVES, type Samples, type System, UNIT, WORDS, complaint, plan } from '../plan.ts';

const { office } = plan;
/** A first sync of a hundred thousand cases at a quarter of the speed. */
const LONG = 900;
const AT_A_TIME = 100;

interface Traffic {
  requests: number;
  awaited: number;
  wire: number;
  bytes: number;
}

interface Saved {
  said: number;
  durable: number;
  transaction: number;
  tappedAt: number;
  keptAt: number;
}

function expectCount(what: string, found: number, wanted: number) {
  if (found !== wanted) throw new Error(`${what}: ${found} instead of ${wanted}.`);
}

/** To the button that signs in. */
async function toSignIn({ page, ask }: Tablet) {
  await page.goto('/sign-in');
  // The app is kept before anybody signs in: what is loaded for it must not be counted as sync.
  await ask('navigator.serviceWorker.ready.then(() => undefined)');
  await page.locator('#sign-in-name').fill(office.sign_in_name);
  await page.locator('#password').fill(office.password);
}

/** `digests`: what the events of each part should come to. */
export function huifang(digests: string[]): System {
  async function firstSync(profile: string): Promise<Samples[]> {
    const samples = await inBrowser(profile, async (tablet) => {
      await toSignIn(tablet);
      const watched = tablet.ask<{
        signIn: number;
        firstRow: number;
        usable: number;
        search: number;
        durable: number;
        longest: number;
        heads: Traffic;
        events: Traffic;
        all: Traffic;
      }>(`bench.firstSync(${JSON.stringify(UNIT)})`, LONG);
      await tablet.page.locator('form button[type=submit]').click();
      const took = await watched;
      const used = await memory(tablet, profile);
      const stored = await tablet.ask<{ heads: number; events: number; digests: string[]; disk: number }>('bench.stored()', LONG);
      expectCount('Heads on the tablet', stored.heads, office.streams);
      expectCount('Events on the tablet', stored.events, office.events);
      expectCount('Parts that are what the server has', stored.digests.filter((one, part) => one === digests[part]).length, digests.length);
      await expectAllShown(tablet);
      return [
        {
          sign_in: took.signIn,
          first_sync_first_row: took.firstRow,
          first_sync_list_usable: took.usable,
          first_sync_all_durable: took.durable,
          first_sync_heads_awaited: took.heads.awaited,
          first_sync_events_awaited: took.events.awaited,
          first_sync_heads: took.heads.bytes,
          first_sync_events: took.events.bytes,
          first_sync_wire: took.all.wire,
          first_sync_requests: took.all.requests,
          first_sync_longest_task: took.longest,
          search: took.search,
          disk: stored.disk,
          ...used,
        },
        await noChange(tablet),
      ];
    });
    return [...samples, { disk_folder: weight(profile) }];
  }

  return { name: 'huifang', firstSync, coldStarts, exchange };
}

/** The list says how many it holds; more, once something was saved here. */
async function expectAllShown({ page, ask }: Tablet): Promise<number> {
  await page.locator('main input[type=search]').fill('');
  await page.getByRole('button', { name: '全部', exact: true }).click();
  await page.locator('main p.figures', { hasText: /^\d+ 件$/ }).waitFor();
  const shown = await ask<number>(`new Promise((resolve) => {
    const look = () => (bench.shownCases() >= ${office.cases} ? resolve(bench.shownCases()) : requestAnimationFrame(look));
    look();
  })`);
  return shown;
}

async function noChange({ page, ask }: Tablet): Promise<Samples> {
  await page.locator('.rail-item[href="/settings"]').click();
  await page.getByRole('button', { name: '立即同步', exact: true }).waitFor();
  const took = await ask<{ time: number; requests: number; bytes: number }>(`bench.noChange('立即同步')`);
  return { no_change_time: took.time, no_change_requests: took.requests, no_change_bytes: took.bytes };
}

async function coldStarts(profile: string, reopens: number): Promise<Samples[]> {
  const samples: Samples[] = [];
  for (let reopen = 1; reopen <= reopens; reopen += 1) {
    await inBrowser(profile, async (tablet) => {
      await tablet.context.setOffline(true);
      await tablet.page.goto('/');
      const today = await tablet.ask<{ running: number; usable: number; longest: number }>('bench.today()', LONG);
      samples.push({
        cold_start_today_usable: today.usable,
        cold_start_app_ready: today.running,
        cold_start_longest_task: today.longest,
      });
      if (reopen < reopens) return;
      await tablet.page.locator('.rail-item[href="/complaints"]').click();
      await expectAllShown(tablet);
      for (const word of WORDS) {
        const { took } = await tablet.ask<{ took: number }>(`bench.search(${JSON.stringify(word)})`);
        samples.push({ search: took });
      }
      for (let number = 1; number <= SAVES; number += 1) {
        const saved = await save(tablet, number);
        samples.push({ save_said: saved.said, save_durable: saved.durable, save_transaction: saved.transaction });
      }
    });
  }
  return samples;
}

/** Takes a complaint down. */
async function save({ page, ask }: Tablet, number: number): Promise<Saved> {
  await page.locator('main a[href="/complaints/new"]').click();
  const unit = page.locator('main input[type=search]');
  await unit.fill(UNIT);
  await page.getByRole('button', { name: new RegExp(`^${UNIT} `) }).click();
  await page.locator('#register-content').fill(complaint(number));
  await page.locator('#register-phone').fill('13800010001');
  const watched = ask<Saved>(`bench.save('登记', '已登记并保存')`);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  return watched;
}

/** Signed in, synced, the list open. */
async function atTheList(tablet: Tablet): Promise<number> {
  await toSignIn(tablet);
  await tablet.page.locator('form button[type=submit]').click();
  await tablet.ask('bench.synced()', LONG);
  await tablet.page.locator('.rail-item[href="/complaints"]').click();
  return expectAllShown(tablet);
}

/** Five hundred complaints without a network; some at a time, so that one that hangs is soon seen. */
async function writeAlone({ ask }: Tablet) {
  const began = performance.now();
  for (let done = 0; done < ALONE; done += AT_A_TIME) {
    await ask(`bench.many(${AT_A_TIME}, ${JSON.stringify(UNIT)}, '离线 ${done}')`, LONG / 3);
    console.error(`    ${done + AT_A_TIME} of ${ALONE} written alone after ${Math.round((performance.now() - began) / 1000)} s`);
  }
}

/** At least one of these was under way: so long. */
function underWay(spans: [number, number][]): number {
  let until = 0;
  let sum = 0;
  for (const [from, to] of spans.toSorted((one, other) => one[0] - other[0])) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}

async function exchange(profiles: [string, string]): Promise<Samples[]> {
  const [a, b] = await Promise.all([open(profiles[0]), open(profiles[1])]);
  try {
    const samples: Samples[] = [];
    await atTheList(a);
    const base = await atTheList(b);
    for (let number = 1; number <= EDITS; number += 1) {
      const seen = b.ask<number>(`bench.counted(${base + number})`);
      const [saved, at] = await Promise.all([save(a, number), seen]);
      samples.push({ edit_visible: at - saved.tappedAt, edit_travels: at - saved.keptAt });
    }
    const both = [a, b];
    for (const { context } of both) await context.setOffline(true);
    await Promise.all(both.map(writeAlone));
    for (const tablet of both) {
      await tablet.page.locator('.rail-item[href="/complaints"]').click();
      await expectAllShown(tablet);
    }
    const back = await a.ask<number>('bench.wall()');
    const agreed = both.map((tablet) => tablet.ask<number>(`bench.agreed(${base + EDITS + 2 * ALONE})`, LONG));
    await Promise.all(both.map(({ context }) => context.setOffline(false)));
    const at = Math.max(...(await Promise.all(agreed)));
    const pushes = await Promise.all(both.map((tablet) => tablet.ask<[number, number][]>(`bench.pushes(${back})`)));
    samples.push({ both_agree: at - back, server_commands: (2 * ALONE * 1000) / underWay(pushes.flat()) });
    return samples;
  } finally {
    await Promise.all([close(a, profiles[0]), close(b, profiles[1])]);
  }
}
