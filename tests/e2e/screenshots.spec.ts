// Every page, paper and form of the demo office as a picture, in both languages and orientations, and none of them shuts
// anybody out: `cargo xtask screenshots`.
import path from 'node:path';
import { type Page, expect, test } from '@playwright/test';
import { ALBUM } from './support/album';
import { type Places, furnish, passwordOf, toBeSetBack } from './support/furnish';
import { PASSWORD } from './support/office';
import { LANDSCAPE, PORTRAIT, type Size, Tablet } from './support/tablet';

const folder = path.resolve(import.meta.dirname, '../../target/screenshots');
const LANGUAGES = ['zh-CN', 'en'];
const ORIENTATIONS: Record<string, Size> = { landscape: LANDSCAPE, portrait: PORTRAIT };
/** Only some of it, while a page is being made: `HUIFANG_ALBUM='^slip-'`. */
const only = new RegExp(process.env.HUIFANG_ALBUM ?? '');
const album = ALBUM.filter((picture) => only.test(picture.name));

/** Everything is here and drawn: a picture taken earlier would show a page on its way. What is taken away while it moves is over as well. */
async function settled(tablet: Tablet) {
  await expect(tablet.page.locator('.skeleton')).toHaveCount(0);
  await tablet.page.evaluate(() => Promise.all([...document.images].map((one) => one.decode().catch(() => undefined))));
  await tablet.page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))));
  if ((await tablet.page.locator('.face, .static-notice:visible').count()) > 0) return;
  await expect(tablet.page.locator('.status-pill-info')).toHaveCount(0, { timeout: 60_000 });
}

/** What reaches past the edge of the screen, or is cut in the middle of a word. */
function spilt(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    const cut = [...document.querySelectorAll('button, .chip, h1, h2, th, dt, label')]
      .filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).textOverflow !== 'ellipsis')
      .map((one) => `cut: ${one.textContent}`);
    const squeezed = [...document.querySelectorAll('p, span, td, dd')]
      .filter((one) => (one.textContent ?? '').length > 12 && one.clientWidth > 0 && one.clientHeight > 5 * one.clientWidth)
      .map((one) => `squeezed: ${one.textContent}`);
    const found = [...cut, ...squeezed];
    return wide ? ['the page is wider than the screen', ...found] : found;
  });
}

/** What a finger misses, and more than one button that leads. */
function hardToUse(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const within = document.querySelector('dialog[open]') ?? document.body;
    const seen = (one: Element) => one.checkVisibility({ checkOpacity: true, visibilityProperty: true });
    const small = [...within.querySelectorAll('button, a[href], input, select, textarea')]
      .filter((one) => seen(one) && !one.matches('.skip-link, input[type=hidden]'))
      .map((one) => (one.matches('input[type=radio], input[type=checkbox], input[type=file]') ? (one.closest('label') ?? one) : one))
      .filter((one) => one.getBoundingClientRect().width > 1 && Math.round(one.getBoundingClientRect().height) < 48)
      .map((one) => `${Math.round(one.getBoundingClientRect().height)} px: ${one.tagName} ${one.className} ${one.textContent}`);
    // Of a list of matters each may have its own; elsewhere one leads.
    const leading = [...within.querySelectorAll('.button-primary')].filter(seen);
    const cards = new Set(leading.map((one) => one.closest('.card')));
    const one = cards.size === leading.length && (cards.size < 2 || !cards.has(null));
    return one ? small : [...small, `several lead: ${leading.map((one) => one.textContent).join(', ')}`];
  });
}

/** The pictures of what is shown, and what is wrong with it. */
async function taken(tablet: Tablet, name: string, language: string) {
  for (const [orientation, size] of Object.entries(ORIENTATIONS)) {
    await tablet.page.setViewportSize(size);
    await settled(tablet);
    const file = (more = '') => path.join(folder, language, orientation, `${name}${more}.png`);
    await tablet.page.screenshot({ path: file() });
    // What lies below the fold is looked at as well.
    const whole = await tablet.page.evaluate(() => document.documentElement.scrollHeight);
    if (orientation === 'portrait' && whole > size.height) await tablet.page.screenshot({ path: file('-whole'), fullPage: true });
    const place = `${name}, ${language}, ${orientation}`;
    expect.soft(await spilt(tablet.page), place).toEqual([]);
    expect.soft(await hardToUse(tablet.page), place).toEqual([]);
    await tablet.expectAccessibleSoftly(place);
  }
}

// One tablet walks through dozens of pages.
test.describe.configure({ timeout: 900_000 });

let places: Places;
test.beforeAll(async () => {
  places = await furnish();
});

for (const language of LANGUAGES) {
  for (const person of new Set(album.map((picture) => picture.person))) {
    test(`every page, ${language}, ${person || 'nobody'}`, async ({ browser }) => {
      const tablet = await Tablet.unpack(browser, LANDSCAPE);
      await tablet.context.addInitScript((chosen) => localStorage.setItem('huifang-language', chosen), language);
      if (person) await tablet.signInWith(person, passwordOf(person));
      for (const { name, address, act, after } of album.filter((picture) => picture.person === person)) {
        await test.step(name, async () => {
          await tablet.page.setViewportSize(LANDSCAPE);
          await tablet.open(address(places));
          await expect(tablet.page.locator('html')).toHaveAttribute('lang', language);
          await settled(tablet);
          if (address(places).includes('?step=')) await expect(tablet.page.locator('dialog[open]'), name).toBeVisible();
          await act?.(tablet);
          await taken(tablet, name, language);
          await after?.(tablet);
          tablet.expectNoFault();
        });
      }
      await tablet.context.close();
    });
  }
}

for (const language of only.test('set-back') ? LANGUAGES : []) {
  test(`a server that was set back, ${language}`, async ({ browser }) => {
    const { director, setBack } = await toBeSetBack(`album-${language.toLowerCase()}-restored`);
    const tablet = await Tablet.unpack(browser, LANDSCAPE);
    await tablet.context.addInitScript((chosen) => localStorage.setItem('huifang-language', chosen), language);
    await tablet.signInWith(director, PASSWORD);
    await setBack();
    await tablet.enter(director, PASSWORD);
    const told = tablet.page.getByRole('status').filter({ hasText: /服务器回到了较早的状态|server was set back/i });
    await expect(told.first()).toBeVisible({ timeout: 60_000 });
    // Somebody's tablet has not come back: who waits is told whose, and may end the waiting.
    await tablet.open('/settings');
    await expect(tablet.page.locator('#set-back-reason')).toBeVisible({ timeout: 60_000 });
    await taken(tablet, 'set-back', language);
    tablet.expectNoFault();
  });
}
