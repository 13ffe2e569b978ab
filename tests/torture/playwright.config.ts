// Real parts by force: Chromium and workerd are killed, cut off, filled up and set wrong. `cargo xtask torture` runs
// one project a part, `cargo xtask test --ci` all of them with small numbers.
import { defineConfig } from '@playwright/test';
import flows from '../e2e/playwright.config';

const parts = ['kill', 'faults', 'storage', 'tabs', 'server', 'clock', 'versions', 'webkit'];

export default defineConfig({
  ...flows,
  testDir: '.',
  outputDir: 'results',
  // How long a part takes depends on how much of it is wanted; every single wait in it is bounded.
  timeout: 60 * 60_000,
  use: { ...flows.use, trace: 'off' },
  projects: parts.map((name) => ({ name, testMatch: new RegExp(`/${name}\\.spec\\.ts$`) })),
});
