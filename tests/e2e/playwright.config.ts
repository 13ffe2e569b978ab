// Flows run in the real Chromium against the real server. `cargo xtask test`
// starts it and says where it is; nothing here starts or imitates one.
import { defineConfig } from '@playwright/test';

const baseURL = process.env.HUIFANG_BASE_URL;
if (!baseURL) {
  throw new Error('Run the flows with `cargo xtask test --ci`: it starts the server they need.');
}

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  // One server and one machine: flows beside each other would only measure each other.
  workers: 1,
  fullyParallel: false,
  // A flow that passes on a second try is a defect, of it or of the product.
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL,
    // What does not come while others would have given up fails here, with the step that waited.
    actionTimeout: 30_000,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1024, height: 768 },
    hasTouch: true,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_BIN || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'flows', testIgnore: /screenshots\.spec\.ts/ },
    { name: 'screenshots', testMatch: /screenshots\.spec\.ts/ },
  ],
});
