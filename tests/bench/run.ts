// Measures every system in turn, so that what slows the machine down slows all of them down.
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { bytesByPart } from './bytes.ts';
import { type Samples, plan } from './plan.ts';
import { huifang } from './systems/huifang.ts';

const systems = [huifang];

const figures: { system: string; figure: string; samples: number[] }[] = [];

function take(system: string, samples: Samples) {
  for (const [figure, sample] of Object.entries(samples)) {
    let row = figures.find((known) => known.system === system && known.figure === figure);
    if (!row) {
      row = { system, figure, samples: [] };
      figures.push(row);
    }
    row.samples.push(sample);
  }
}

const said = (samples: Samples) =>
  Object.entries(samples)
    .map(([figure, sample]) => `${figure} ${Math.round(sample * 10) / 10}`)
    .join(', ');

async function tell(what: 'stop' | 'start') {
  const answer = await fetch(`${plan.control_url}/${what}`, { method: 'POST' });
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

const at = new Date().toISOString();
rmSync(plan.profiles, { recursive: true, force: true });
const profile = (system: string, repetition: number) => path.join(plan.profiles, `${system}-${repetition}`);
const repetitions = Array.from({ length: plan.repetitions }, (_, index) => index + 1);

take(huifang.name, bytesByPart());
for (const repetition of repetitions) {
  for (const system of systems) {
    const samples = await system.firstSync(profile(system.name, repetition));
    console.error(`  ${system.name} first sync ${repetition}/${plan.repetitions}: ${said(samples)}`);
    take(system.name, samples);
  }
}
await tell('stop');
for (const repetition of repetitions) {
  for (const system of systems) {
    for (const samples of await system.coldStart(profile(system.name, repetition))) {
      console.error(`  ${system.name} without a network ${repetition}/${plan.repetitions}: ${said(samples)}`);
      take(system.name, samples);
    }
  }
}
writeFileSync(plan.results, JSON.stringify({ at, chromium: await version(), figures }, null, 1));
