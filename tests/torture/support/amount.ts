// How much is wanted, by which draws, and where the figures go.
import { appendFileSync } from 'node:fs';
import { setTimeout as timer } from 'node:timers/promises';

const { HUIFANG_TORTURE, HUIFANG_TORTURE_SEED, HUIFANG_TORTURE_REPORT, HUIFANG_TORTURE_AMOUNT } = process.env;

/** Everything, or what a change must pass; a number given by hand wins. */
export function amount({ smoke, full }: { smoke: number; full: number }): number {
  if (HUIFANG_TORTURE_AMOUNT) return Number(HUIFANG_TORTURE_AMOUNT);
  return HUIFANG_TORTURE === 'full' ? full : smoke;
}

export const SEED = Number(HUIFANG_TORTURE_SEED ?? 20261123);

/** A line for the dated record. */
export function report(line: string) {
  console.log(`  ${line}`);
  if (HUIFANG_TORTURE_REPORT) appendFileSync(HUIFANG_TORTURE_REPORT, `${line}\n`);
}

/** Numbers from 0 to 1 that the seed decides (mulberry32). */
export class Draws {
  private state: number;

  constructor(seed = SEED) {
    this.state = seed >>> 0;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(of: number): boolean {
    return this.next() < of;
  }

  one<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)];
  }
}

/** The moment at which a fault strikes. No test waits for a result with this. */
export const strikesAfter = (millis: number): Promise<void> => timer(millis);
