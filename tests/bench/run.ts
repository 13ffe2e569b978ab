// Measures every system in turn, so that what slows the machine down slows all of them down.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { bounded } from './bounded.ts';
import { bytesByPart } from './bytes.ts';
import { prepare } from './given.ts';
import { bundle, startPeers } from './peers_server.ts';
import { type System, plan } from './plan.ts';
import { forget, hasFailed, isDone, leaveTheRest, measured, results } from './progress.ts';
import { huifang } from './systems/huifang.ts';
import { PEERS, peer } from './systems/peer.ts';

/** A start is measured as often of everybody, spread over the profiles. */
const REOPENS = 20;
/** Two tablets each, and minutes of typing: of few profiles, and of none where the page is slowed down. */
const EXCHANGES = plan.cpu > 1 ? 0 : 2;
/** With so many cases the exchange would tell nothing that fewer do not. */
const MANY = 50_000;

const OURS = 'huifang';
const has = (name: string) => plan.systems.includes(name);
const profile = (system: string, repetition: number, side = '') => path.join(plan.profiles, `${system}-${repetition}${side}`);
const repetitions = Array.from({ length: plan.repetitions }, (_, index) => index + 1);

async function tell(what: 'stop' | 'start') {
  const answer = await bounded(`Telling the server to ${what}`, 180, fetch(`${plan.control_url}/${what}`, { method: 'POST' }));
  if (!answer.ok) throw new Error(`The server could not be told to ${what}: ${await answer.text()}`);
}

async function version(): Promise<string> {
  const browser = await chromium.launch({ executablePath: plan.chromium, args: ['--no-sandbox'] });
  try {
    return browser.version();
  } finally {
    await browser.close();
  }
}

async function race(systems: System[]) {
  for (const repetition of repetitions) {
    for (const system of systems) {
      await measured(system.name, 'first sync', repetition, () => system.firstSync(profile(system.name, repetition)));
    }
  }
  await tell('stop');
  const reopens = Math.ceil(REOPENS / plan.repetitions);
  for (const repetition of repetitions) {
    for (const system of systems) {
      const { coldStarts } = system;
      if (!coldStarts || !isDone(system.name, 'first sync', repetition)) continue;
      await measured(system.name, 'cold starts', repetition, () => coldStarts(profile(system.name, repetition), reopens));
    }
  }
  await tell('start');
  if (plan.office.cases >= MANY) return;
  for (const repetition of repetitions.slice(0, EXCHANGES)) {
    for (const system of systems) {
      const { exchange } = system;
      if (!exchange || hasFailed(system.name, 'first sync')) continue;
      const both: [string, string] = [profile(system.name, repetition, '-a'), profile(system.name, repetition, '-b')];
      await measured(system.name, 'exchange', repetition, () => exchange(both));
    }
  }
}

const made = await prepare();
const code = await bundle();
const peers = PEERS.filter((one) => has(one.name));
const server = await startPeers(made.documentParts, peers.map((one) => one.name));
try {
  if (has(OURS)) await measured(OURS, 'bytes', 1, async () => [bytesByPart()]);
  for (const one of peers) await measured(one.name, 'bytes', 1, async () => [{ ...code[one.page], documents: made.bytes }]);
  const others = peers.map((one) => peer(one, { url: server.url, ...made }));
  const systems = [...(has(OURS) ? [huifang(made.events)] : []), ...others];
  await race(systems).catch(leaveTheRest);
} finally {
  server.stop();
}
const all = results();
writeFileSync(plan.results, JSON.stringify({ chromium: await bounded('Asking for the version', 60, version()), ...all }, null, 1));
if (all.complete) forget();
// A browser that could not be closed must not keep this from ending.
process.exit(0);
