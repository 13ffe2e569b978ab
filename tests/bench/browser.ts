// A browser with a profile on disk: what a private window keeps in memory would be measured too quick.
import path from 'node:path';
import { type BrowserContext, type Page, chromium } from '@playwright/test';
import { plan } from './plan.ts';

/** Does its work in a browser that is started for it and ended after it. */
export async function inBrowser<T>(profile: string, work: (page: Page, context: BrowserContext) => Promise<T>): Promise<T> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: plan.chromium,
    baseURL: plan.base_url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1024, height: 768 },
    hasTouch: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    await context.addInitScript({ path: path.join(import.meta.dirname, 'probe.js') });
    return await work(context.pages()[0] ?? (await context.newPage()), context);
  } finally {
    await context.close();
  }
}
