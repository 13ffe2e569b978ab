// A tablet whose clock is a year off works like any other; its entries carry the right time.
import { expect, test } from '@playwright/test';
import { Tablet } from '../e2e/support/tablet';
import { report } from './support/amount';
import { Desk } from './support/desk';
import { logged } from './support/stored';

const YEAR = 365 * 24 * 3_600_000;
const MINUTES = 5 * 60_000;

for (const [name, off, unit] of [['ahead', YEAR, 'A-501'], ['behind', -YEAR, 'B-501']] as const) {
  test(`a tablet whose clock is a year ${name} works, and its entries carry the right time`, async ({ browser }) => {
    const desk = await Desk.found('时钟不准', unit);
    const tablet = await Tablet.unpack(browser);
    await tablet.context.clock.install({ time: Date.now() + off });
    await desk.signIn(tablet);
    // Whoever holds it is told, and nothing is refused for it.
    await expect(tablet.page.getByText(`本机时间${off > 0 ? '快' : '慢'} 365 天，记录已按服务器时间更正`, { exact: false })).toBeVisible();
    await desk.register(tablet, '时钟不准时登记的一条。');
    await tablet.expectSynced();
    const [stream] = [...(await logged(desk.office)).keys()];
    const { events } = await (await desk.office.api.get(`/api/streams/${stream}`)).json();
    const { moment } = events[0].body;
    expect(Math.abs(moment.happened_at - Date.now())).toBeLessThan(MINUTES);
    expect(Math.abs(moment.clock_offset + off)).toBeLessThan(MINUTES);
    // 今日 is today.
    await tablet.open('/');
    await expect(tablet.page.getByRole('main')).not.toContainText(String(new Date(Date.now() + off).getFullYear()));
    report(`clock a year ${name}: saved, synced, entered with an offset of ${Math.round(moment.clock_offset / 86_400_000)} days`);
    tablet.expectNoFault();
  });
}
