// A Chromium of our own, with its profile on disk, that can be killed as a whole.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { type Browser, type BrowserContext, type Page, chromium } from '@playwright/test';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-sync',
  '--password-store=basic',
  '--accept-lang=zh-CN',
  '--window-size=1024,768',
  '--remote-debugging-port=0',
];
const STARTS_WITHIN = 60_000;

/** A folder for a profile, gone when `work` is done. */
export async function withProfile<T>(work: (profile: string) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'huifang-profile-'));
  try {
    return await work(profile);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

export class Chromium {
  private constructor(
    private readonly process: ChildProcess,
    private readonly browser: Browser,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  /** Starts it on a profile: the tablet is switched on. */
  static async start(profile: string): Promise<Chromium> {
    const program = process.env.CHROMIUM_BIN || '/usr/bin/chromium';
    const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
      // A group of its own: the renderers die with it.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, TZ: 'Asia/Shanghai', LANGUAGE: 'zh_CN' },
    });
    try {
      const browser = await chromium.connectOverCDP(await listening(child));
      const context = browser.contexts()[0];
      return new Chromium(child, browser, context, context.pages()[0] ?? (await context.newPage()));
    } catch (error) {
      end(child);
      throw error;
    }
  }

  /** SIGKILL to all of it; nothing gets a chance to say goodbye. */
  async kill() {
    const ended = this.process.exitCode === null && this.process.signalCode === null ? once(this.process, 'exit') : undefined;
    end(this.process);
    await ended;
    await this.browser.close().catch(() => undefined);
  }

  /** Closes it in order. */
  async close() {
    const session = await this.browser.newBrowserCDPSession();
    const ended = once(this.process, 'exit');
    await session.send('Browser.close').catch(() => undefined);
    await ended;
    end(this.process);
  }
}

function end(child: ChildProcess) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

async function listening(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('Chromium has no standard error.');
  const lines = readline.createInterface({ input: child.stderr });
  const late = AbortSignal.timeout(STARTS_WITHIN);
  return await new Promise<string>((resolve, reject) => {
    late.addEventListener('abort', () => reject(new Error('Chromium did not start.')));
    child.once('exit', () => reject(new Error('Chromium ended before it listened.')));
    lines.on('line', (line) => {
      const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address) resolve(address);
    });
  });
}
