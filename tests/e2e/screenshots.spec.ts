// Every page of the demo office as a picture, in both languages and orientations: `cargo xtask screenshots`.
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { LANDSCAPE, PORTRAIT, Tablet } from './support/tablet';

const folder = path.resolve(import.meta.dirname, '../../target/screenshots');
const PASSWORD = 'huifang-demo';

/** Who shows which page best. */
const PAGES: [name: string, person: string, path: string | ((tablet: Tablet) => Promise<string>)][] = [
  ['today', 'engineering-head', '/'],
  ['today-of-the-manager', 'manager', '/'],
  ['complaints', 'manager', '/complaints'],
  ['case', 'manager', (tablet) => first(tablet, '/complaints', '/complaints/')],
  ['register-paper', 'manager', async (tablet) => `${await first(tablet, '/complaints', '/complaints/')}/paper`],
  ['register', 'assistant', '/complaints/new'],
  ['work-orders', 'assistant', '/work-orders'],
  ['work-order', 'assistant', (tablet) => first(tablet, '/work-orders', '/work-orders/')],
  ['work-order-paper', 'assistant', async (tablet) => `${await first(tablet, '/work-orders', '/work-orders/')}/paper`],
  ['prices', 'manager', '/work-orders/prices'],
  ['dispatch', 'manager', '/dispatch'],
  ['follow-ups', 'engineering-head', '/follow-ups'],
  ['record', 'engineering-head', async (tablet) => `${await owed(tablet)}/record`],
  ['face', 'engineering-head', async (tablet) => `${await owed(tablet)}/face`],
  ['violations', 'manager', '/violations'],
  ['violation', 'manager', (tablet) => first(tablet, '/violations', '/violations/')],
  ['duty-log', 'manager', '/duty-log'],
  ['work-journal', 'manager', '/work-journal'],
  ['notice', 'assistant', '/violations/new'],
  ['occupants', 'assistant', '/occupants'],
  ['occupant', 'assistant', (tablet) => first(tablet, '/occupants', '/occupants/')],
  ['import', 'assistant', '/occupants/import'],
  ['go-live-complaints', 'manager', '/import/complaints'],
  ['board', 'manager', '/board'],
  ['staff', 'director', '/staff'],
  ['settings', 'director', '/settings'],
  ['go-live-staff', 'director', '/import/staff'],
  ['attention', 'manager', '/attention'],
];

/** Everything is here and drawn: a picture taken earlier would show a page on its way. */
async function settled(tablet: Tablet) {
  await expect(tablet.page.locator('.skeleton')).toHaveCount(0);
  if (new URL(tablet.page.url()).pathname.endsWith('/face')) return;
  await expect(tablet.status()).toHaveText(/^(已同步|Synced)/, { timeout: 60_000 });
}

/** The address of the first thing a list leads to. */
async function first(tablet: Tablet, list: string, below: string): Promise<string> {
  await tablet.open(list);
  await settled(tablet);
  const link = tablet.page.locator(`main a.list-card[href^="${below}"]`).first();
  await expect(link).toBeVisible();
  return (await link.getAttribute('href')) ?? list;
}

/** The case of the first follow-up owed, as the follow-ups name it. */
async function owed(tablet: Tablet): Promise<string> {
  await tablet.open('/follow-ups');
  await settled(tablet);
  const link = tablet.page.locator('main a.list-card[href^="/complaints/"]').first();
  await expect(link).toBeVisible();
  const id = /[0-9a-f-]{36}/.exec((await link.getAttribute('href')) ?? '');
  return `/follow-ups/${id?.[0]}`;
}

for (const [orientation, size] of Object.entries({ landscape: LANDSCAPE, portrait: PORTRAIT })) {
  for (const language of ['zh-CN', 'en']) {
    test(`every page, ${language}, ${orientation}`, async ({ browser }) => {
      const picture = (name: string) => path.join(folder, language, orientation, `${name}.png`);
      const unpack = async () => {
        const tablet = await Tablet.unpack(browser, size);
        await tablet.context.addInitScript((chosen) => localStorage.setItem('huifang-language', chosen), language);
        return tablet;
      };
      let tablet = await unpack();
      for (const page of ['sign-in', 'set-up']) {
        await tablet.open(`/${page}`);
        // The demo's names stand on the sign-in page.
        if (page === 'sign-in') await expect(tablet.page.locator('main code')).toBeVisible();
        await tablet.page.screenshot({ path: picture(page) });
      }
      let signedIn = '';
      for (const [name, person, address] of PAGES) {
        if (person !== signedIn) {
          await tablet.context.close();
          tablet = await unpack();
          await tablet.signInWith(person, PASSWORD);
          signedIn = person;
        }
        await tablet.open(typeof address === 'string' ? address : await address(tablet));
        await expect(tablet.page.locator('html')).toHaveAttribute('lang', language);
        await settled(tablet);
        await tablet.page.screenshot({ path: picture(name) });
        tablet.expectNoFault();
      }
    });
  }
}
