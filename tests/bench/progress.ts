// What was done, a line a step: a run that was ended goes on where it stopped.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bounded, why } from './bounded.ts';
import { type Samples, plan } from './plan.ts';

export type Step = 'first sync' | 'cold starts' | 'exchange' | 'bytes';

interface Line {
  system: string;
  step: Step;
  repetition: number;
  at: string;
  samples?: Samples[];
  failed?: string;
}

/** What failed is tried once more by the next run. */
const lines: Line[] = existsSync(plan.progress)
  ? readFileSync(plan.progress, 'utf8').split('\n').filter(Boolean).map((line): Line => JSON.parse(line)).filter((line) => line.samples)
  : [];
const began = performance.now();
/** Seconds of one step of one system, whatever happens in it. */
const LONGEST = 1_800;
/** A part of what was asked for was left for the next run. */
let left = false;

// What a browser keeps belongs to the address it came from.
const origin = path.join(plan.profiles, 'origin');
const origins = `${plan.base_url} ${plan.peers_port}`;
if (!existsSync(origin) || readFileSync(origin, 'utf8') !== origins) lines.length = 0;
if (lines.length > 0) console.error(`  going on after ${lines.length} steps done before`);
else rmSync(plan.profiles, { recursive: true, force: true });
mkdirSync(plan.profiles, { recursive: true });
writeFileSync(origin, origins);
writeFileSync(plan.progress, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

const round = (value: number) => Math.round(value * 10) / 10;

function said(samples: Samples[]): string {
  const all = new Map<string, number[]>();
  for (const one of samples) for (const [figure, value] of Object.entries(one)) all.set(figure, [...(all.get(figure) ?? []), value]);
  return Array.from(all, ([figure, values]) => {
    const sorted = values.toSorted((one, other) => one - other);
    const middle = round(sorted[Math.floor(sorted.length / 2)] ?? 0);
    return values.length === 1 ? `${figure} ${middle}` : `${figure} ${middle} (of ${values.length})`;
  }).join(', ');
}

function note(line: Line) {
  lines.push(line);
  appendFileSync(plan.progress, `${JSON.stringify(line)}\n`);
}

const minutes = () => Math.round((performance.now() - began) / 6_000) / 10;

/** A system that failed at a step does not go on to what builds on it. */
export const hasFailed = (system: string, step: Step) =>
  lines.some((line) => line.system === system && line.step === step && line.failed !== undefined);

export const isDone = (system: string, step: Step, repetition: number) =>
  lines.some((line) => line.system === system && line.step === step && line.repetition === repetition && line.samples);

/** Does a step unless it was done; what goes wrong is kept, and the run goes on. */
export async function measured(system: string, step: Step, repetition: number, work: () => Promise<Samples[]>) {
  if (isDone(system, step, repetition) || hasFailed(system, step)) return;
  if (plan.minutes !== null && minutes() >= plan.minutes) {
    left = true;
    return;
  }
  const at = new Date().toISOString();
  const head = `  [${minutes()} min] ${system}, ${step} ${repetition}`;
  try {
    const samples = await bounded(`${system}, ${step}`, LONGEST, work());
    console.error(`${head}: ${said(samples)}`);
    note({ system, step, repetition, at, samples });
  } catch (thrown) {
    console.error(`${head} FAILED: ${why(thrown)}`);
    note({ system, step, repetition, at, failed: why(thrown) });
  }
}

/** What could not even be begun is left for the next run. */
export function leaveTheRest(thrown: unknown) {
  console.error(`  [${minutes()} min] stopped: ${why(thrown)}`);
  left = true;
}

/** All that is known by now. */
export function results() {
  const figures: { system: string; figure: string; at: string; samples: number[] }[] = [];
  for (const line of lines) {
    for (const samples of line.samples ?? []) {
      for (const [figure, sample] of Object.entries(samples)) {
        let row = figures.find((known) => known.system === line.system && known.figure === figure);
        if (!row) {
          row = { system: line.system, figure, at: line.at, samples: [] };
          figures.push(row);
        }
        row.at = line.at;
        row.samples.push(sample);
      }
    }
  }
  const failed = lines
    .filter((line) => line.failed !== undefined)
    .map((line) => ({ system: line.system, step: `${line.step} ${line.repetition}`, why: line.failed }));
  return { complete: !left, figures, failed };
}

/** The next run of this kind begins anew. */
export function forget() {
  rmSync(plan.progress, { force: true });
  rmSync(plan.profiles, { recursive: true, force: true });
}
