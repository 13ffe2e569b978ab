// A browser with a profile on disk: what a private window keeps in memory would be measured too quick.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, type CDPSession, type Page, chromium } from '@playwright/test';
import { bounded } from './bounded.ts';
import { plan } from './plan.ts';

/** Any one thing a page is asked for; many times what the slowest took. */
const PATIENCE = 60;

export interface Tablet {
  page: Page;
  context: BrowserContext;
  session: CDPSession;
  /** Runs an expression in the page; gives up after so many seconds. */
  ask<T>(expression: string, seconds?: number): Promise<T>;
}

/** Opens a browser on a profile, without a page of ours yet. */
export async function open(profile: string): Promise<Tablet> {
  const features = plan.storage === 'sqlite' ? ['--enable-features=IdbSqliteBackingStore,IdbSqliteOnDiskRollout'] : [];
  const launched = chromium.launchPersistentContext(profile, {
    executablePath: plan.chromium,
    baseURL: plan.base_url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1024, height: 768 },
    hasTouch: true,
    timeout: PATIENCE * 1000,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...features,
    ],
  });
  const context = await bounded('Starting Chromium', PATIENCE, launched);
  context.setDefaultTimeout(PATIENCE * 1000);
  const page = context.pages()[0] ?? (await context.newPage());
  await context.addInitScript({ path: path.join(import.meta.dirname, 'probe.js') });
  const session = await context.newCDPSession(page);
  if (plan.cpu > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: plan.cpu });
  const ask = <T>(expression: string, seconds = PATIENCE) =>
    bounded(`\`${expression.slice(0, 60)}\` in the page`, seconds, page.evaluate(expression) as Promise<T>);
  return { page, context, session, ask };
}

/** Ends it; one that does not go is killed by its own process id. */
export async function close(tablet: Tablet, profile: string) {
  try {
    await bounded('Closing Chromium', 30, tablet.context.close());
  } catch {
    const browser = processes().find((one) => isBrowserOf(one, profile));
    if (browser) process.kill(browser.pid, 'SIGKILL');
  }
}

/** Does its work in a browser that is started for it and ended after it. */
export async function inBrowser<T>(profile: string, work: (tablet: Tablet) => Promise<T>): Promise<T> {
  const tablet = await open(profile);
  try {
    return await work(tablet);
  } finally {
    await close(tablet, profile);
  }
}

/** The most memory a page's process ever held, and its script's heap now. */
export async function memory(tablet: Tablet, profile: string): Promise<{ memory_peak?: number; memory_heap: number }> {
  const asked = tablet.session.send('Performance.enable').then(() => tablet.session.send('Performance.getMetrics'));
  const { metrics } = await bounded('Asking for the memory', PATIENCE, asked);
  const memory_heap = metrics.find((metric) => metric.name === 'JSHeapUsedSize')?.value ?? 0;
  const peak = peakOf(profile);
  return peak > 0 ? { memory_peak: peak, memory_heap } : { memory_heap };
}

/** What lies in the profile's databases, file by file. */
export function weight(profile: string): number {
  const folder = path.join(profile, 'Default', 'IndexedDB');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

interface Process {
  pid: number;
  parent: number;
  line: string;
}

/** All processes, where the system shows them as files; none elsewhere. */
function processes(): Process[] {
  const found: Process[] = [];
  let names: string[] = [];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return found;
  }
  for (const name of names) {
    try {
      const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
      found.push({ pid: Number(name), parent: Number(parent), line });
    } catch {
      // It ended while it was looked at.
    }
  }
  return found;
}

const isBrowserOf = (one: Process, profile: string) => one.line.includes(`--user-data-dir=${profile} `) && !one.line.includes('--type=');

function peakOf(profile: string): number {
  const all = processes();
  const family = new Set(all.filter((one) => isBrowserOf(one, profile)).map((one) => one.pid));
  for (let known = -1; known !== family.size; ) {
    known = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
  }
  const peaks = all
    .filter((one) => family.has(one.pid) && one.line.includes('--type=renderer'))
    .map((one) => {
      try {
        return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${one.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
      } catch {
        return 0;
      }
    });
  return Math.max(0, ...peaks);
}
