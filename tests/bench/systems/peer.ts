// Somebody who races against us, driven through the page in tests/bench/pages.
import { randomUUID } from 'node:crypto';
import { close, inBrowser, memory, open, type Tablet, weight } from '../browser.ts';
import { ALONE, EDITS, SAVES, type Samples, type System, UNIT, WORDS, complaint } from '../plan.ts';

export interface Peer {
  name: string;
  /** The page, and what it is told beside. */
  page: string;
  query?: string;
  /** Nothing is there once the page is gone. */
  keepsNothing?: boolean;
  /** Only bytes: there is no list to be shown. */
  looksAtNothing?: boolean;
  /** What one does reaches the others by itself. */
  live?: boolean;
}

export interface Given {
  url: string;
  documentParts: number;
  ownParts: number;
  documents: number;
  open: number;
  digest: string;
}

/** The slowest of all at its slowest, ten times over. */
const LONG = 900;

/** What the page tells of the next tap, and the tap. */
async function tapping<T>(tablet: Tablet, expression: string): Promise<T> {
  const told = tablet.ask<T>(expression);
  await tablet.page.locator('button').click();
  return told;
}

export function peer(of: Peer, given: Given): System {
  const address = (more = '') => `${given.url}/page/${of.page}?parts=${given.documentParts}&own=${given.ownParts}${of.query ?? ''}${more}`;

  async function expectAll(tablet: Tablet) {
    const content = await tablet.ask<{ count: number; digest: string }>('race.content()', LONG);
    if (content.count !== given.documents) throw new Error(`${content.count} documents instead of ${given.documents}.`);
    if (content.digest !== given.digest) throw new Error('The documents are not those that were given.');
  }

  async function firstSync(profile: string): Promise<Samples[]> {
    const samples = await inBrowser(profile, async (tablet) => {
      await tablet.page.goto(address());
      const took = await tablet.ask<Record<string, number>>(`race.firstSync(${JSON.stringify(UNIT)})`, LONG);
      const all: Samples[] = [
        { first_sync_wire: took.wire, first_sync_requests: took.requests, first_sync_longest_task: took.longest, ...(await memory(tablet, profile)) },
      ];
      if (of.looksAtNothing) return [...all, { first_sync_all_durable: took.durable }];
      if (of.keepsNothing) {
        // Fetched and parsed: what is shown of it is not counted.
        all.push({ first_sync_list_usable: took.durable });
        all.push(...(await searches(tablet)));
      } else {
        all.push({ first_sync_list_usable: took.usable, first_sync_first_row: took.firstRow, first_sync_all_durable: took.durable });
      }
      await expectAll(tablet);
      if (of.live) {
        const again = await tablet.ask<{ time: number; requests: number; wire: number }>('race.again()', LONG);
        all.push({ no_change_time: again.time, no_change_requests: again.requests, no_change_bytes: again.wire });
      }
      if (!of.keepsNothing) all.push({ disk: await tablet.ask<number>('navigator.storage.estimate().then((it) => it.usage)') });
      return all;
    });
    if (!of.keepsNothing) samples.push({ disk_folder: weight(profile) });
    return samples;
  }

  async function searches(tablet: Tablet): Promise<Samples[]> {
    const took: Samples[] = [];
    for (const word of WORDS) took.push({ search: await tablet.ask<number>(`race.search(${JSON.stringify(word)})`) });
    return took;
  }

  async function coldStarts(profile: string, reopens: number): Promise<Samples[]> {
    const samples: Samples[] = [];
    for (let reopen = 1; reopen <= reopens; reopen += 1) {
      await inBrowser(profile, async (tablet) => {
        await tablet.page.goto(address('&cold'));
        const today = await tablet.ask<{ usable: number; longest: number; shown: number }>('race.today()', LONG);
        // An empty database would be quick to show.
        if (today.shown !== given.open) throw new Error(`${today.shown} open cases are shown instead of ${given.open}.`);
        samples.push({ cold_start_today_usable: today.usable, cold_start_longest_task: today.longest });
        if (reopen < reopens) return;
        samples.push(...(await searches(tablet)));
        for (let number = 1; number <= SAVES; number += 1) {
          samples.push({ save_durable: await tapping<number>(tablet, `race.save(${JSON.stringify(complaint(number))})`) });
        }
      });
    }
    return samples;
  }

  async function exchange(profiles: [string, string]): Promise<Samples[]> {
    const [a, b] = await Promise.all(profiles.map(open));
    try {
      for (const tablet of [a, b]) {
        await tablet.page.goto(address());
        await tablet.ask(`race.firstSync(${JSON.stringify(UNIT)})`, LONG);
        await tablet.ask('race.live()', LONG);
      }
      const samples: Samples[] = [];
      for (let number = 1; number <= EDITS; number += 1) {
        const id = randomUUID();
        const seen = b.ask<number>(`race.seen('${id}')`);
        const edit = await tapping<{ tapped: number; durable: number }>(a, `race.edit('${id}', ${JSON.stringify(complaint(number))})`);
        const at = await seen;
        samples.push({ edit_visible: at - edit.tapped, edit_travels: at - edit.durable });
      }
      const both = [a, b];
      await Promise.all(both.map((tablet) => tablet.ask('race.alone()', LONG)));
      await Promise.all(both.map((tablet) => tablet.ask(`race.many(${ALONE}, '离线')`, LONG)));
      const back = await a.ask<number>('race.wall()');
      const agreed = await Promise.all(both.map((tablet) => tablet.ask<number>(`race.agree(${EDITS + 2 * ALONE})`, LONG)));
      samples.push({ both_agree: Math.max(...agreed) - back });
      return samples;
    } finally {
      await Promise.all([close(a, profiles[0]), close(b, profiles[1])]);
    }
  }

  return {
    name: of.name,
    firstSync,
    ...(of.keepsNothing || of.looksAtNothing ? {} : { coldStarts }),
    ...(of.live ? { exchange } : {}),
  };
}

/** Everybody but us. */
export const PEERS: Peer[] = [
  { name: 'floor', page: 'floor', keepsNothing: true },
  { name: 'own_bytes', page: 'own_bytes', looksAtNothing: true },
  { name: 'raw_rows', page: 'raw_rows' },
  { name: 'raw_rows_strict', page: 'raw_rows', query: '&strict' },
  { name: 'dexie', page: 'dexie' },
  { name: 'rxdb', page: 'rxdb', live: true },
  { name: 'pouchdb_tuned', page: 'pouchdb', query: '&tuned', live: true },
  { name: 'pouchdb', page: 'pouchdb', live: true },
];
