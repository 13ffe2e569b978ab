// A tablet in WebKit, driven by the W3C WebDriver protocol with nothing between: Debian's webkit2gtk-driver.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';

const DRIVER = process.env.WEBKIT_DRIVER || '/usr/bin/WebKitWebDriver';
const BROWSER = process.env.WEBKIT_BROWSER || '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export class WebKit {
  private constructor(
    private readonly driver: ChildProcess,
    private readonly url: string,
    readonly version: string,
  ) {}

  /** Starts driver and browser on a display of their own. */
  static async start(): Promise<WebKit> {
    const port = await freePort();
    const driver = spawn('xvfb-run', ['--auto-servernum', '--server-args=-screen 0 1024x768x24', DRIVER, `--port=${port}`], {
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, TZ: 'Asia/Shanghai', LANGUAGE: 'zh_CN', NO_AT_BRIDGE: '1' },
    });
    try {
      const root = `http://127.0.0.1:${port}`;
      await expect.poll(() => fetch(`${root}/status`).then((answer) => answer.ok, () => false), { timeout: 30_000 }).toBe(true);
      const options = { binary: BROWSER, args: ['--automation'] };
      const capabilities = { alwaysMatch: { acceptInsecureCerts: true, 'webkitgtk:browserOptions': options } };
      const begun = await ask('POST', `${root}/session`, { capabilities });
      const version = `${begun.capabilities.browserName} ${begun.capabilities.browserVersion}`;
      return new WebKit(driver, `${root}/session/${begun.sessionId}`, version);
    } catch (error) {
      end(driver);
      throw error;
    }
  }

  async close() {
    await ask('DELETE', this.url).catch(() => undefined);
    end(this.driver);
  }

  async open(address: string) {
    await ask('POST', `${this.url}/url`, { url: address });
  }

  async run(script: string, ...args: unknown[]): Promise<any> {
    return await ask('POST', `${this.url}/execute/sync`, { script, args });
  }

  /** The text of the page as a person reads it. */
  async text(): Promise<string> {
    return await this.run('return document.body ? document.body.innerText : ""');
  }

  async expectText(words: string | RegExp, timeout = 60_000) {
    const said = expect.poll(() => this.text().catch(() => ''), { timeout });
    await (typeof words === 'string' ? said.toContain(words) : said.toMatch(words));
  }

  /** Waits for the first element that fits and is to be seen. */
  async find(xpath: string): Promise<string> {
    let found = '';
    await expect
      .poll(async () => {
        const elements = await ask('POST', `${this.url}/elements`, { using: 'xpath', value: xpath });
        for (const element of elements) {
          const id = element[ELEMENT];
          const shown = await this.run('return arguments[0].getClientRects().length > 0', { [ELEMENT]: id }).catch(() => false);
          if (shown) {
            found = id;
            return true;
          }
        }
        return false;
      }, { message: xpath, timeout: 30_000 })
      .toBe(true);
    return found;
  }

  async click(xpath: string) {
    // An element may be drawn anew between being found and being tapped.
    await expect(async () => {
      const element = await this.find(xpath);
      await ask('POST', `${this.url}/element/${element}/click`, {});
    }).toPass({ timeout: 45_000 });
  }

  async type(xpath: string, text: string) {
    await expect(async () => {
      const element = await this.find(xpath);
      await ask('POST', `${this.url}/element/${element}/clear`, {});
      await ask('POST', `${this.url}/element/${element}/value`, { text });
      expect(await this.run('return arguments[0].value', { [ELEMENT]: element })).toBe(text);
    }).toPass({ timeout: 45_000 });
  }

  button(name: string, within = ''): Promise<void> {
    return this.click(`${within}//button[normalize-space()='${name}' or @aria-label='${name}']`);
  }

  async picture(): Promise<Buffer> {
    return Buffer.from(await ask('GET', `${this.url}/screenshot`), 'base64');
  }
}

async function ask(method: string, url: string, body?: object): Promise<any> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const { value } = (await answer.json()) as any;
  if (!answer.ok) throw new Error(`${value?.error}: ${value?.message}`);
  return value;
}

function end(driver: ChildProcess) {
  if (driver.pid === undefined) return;
  try {
    process.kill(-driver.pid, 'SIGTERM');
  } catch {
    // It has ended already.
  }
}
