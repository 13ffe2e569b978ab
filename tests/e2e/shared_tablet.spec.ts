// Two people share a tablet and one session ends: everybody's work arrives, each under their own name.
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from './support/office';
import { Tablet } from './support/tablet';

test('two people on one tablet, one session expired: everybody’s work arrives', async ({ browser }) => {
  const director = await Hand.found('共用平板管理处', 'shared-director', ['工程部']);
  const assistant = await director.addStaff('李婷婷', 'shared-assistant', 'property_assistant');
  const officer = await director.addStaff('何晓燕', 'shared-officer', 'management_officer');
  await assistant.addUnit('A-101', '云裳女装', '13800010001');

  const tablet = await Tablet.unpack(browser);
  await tablet.signIn('shared-assistant', PASSWORD);
  await tablet.expectSynced();

  // The line is so bad that nothing written gets through.
  await tablet.context.route('**/api/push', (route) => route.abort());
  await tablet.register('A-101', '扶梯口的灯坏了三天。');
  await expect(tablet.status()).toContainText('未同步 1 条');
  await tablet.signOut();
  await tablet.signIn('shared-officer', PASSWORD);
  await tablet.register('A-101', '门口地砖翘起一块。');
  await expect(tablet.status()).toContainText('未同步 2 条');

  // The office sees which tablet it is, how much has not arrived since when, its version, its room and its clock.
  await tablet.context.unroute('**/api/push');
  const portal = { contentType: 'text/html', body: '<html>请登录无线网</html>' };
  await tablet.context.route('**/api/push', (route) => route.fulfill(portal));
  await tablet.page.evaluate(() => window.dispatchEvent(new Event('online')));
  const office = await Tablet.unpack(browser);
  await office.signIn('shared-director', PASSWORD);
  await office.expectSynced();
  const devices = office.page.getByRole('main');
  await expect(async () => {
    await office.open('/staff/devices');
    await expect(devices).toContainText(/2 条自 .+ 未到/, { timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  for (const said of ['号平板', '最近同步', '程序版本', '存储', '时钟']) await expect(devices).toContainText(said);
  await expect(devices).toContainText(/\d+\.\d+\.\d+/);
  office.expectNoFault();

  // Elsewhere the officer's password is set anew: the session here ends.
  const code = await (await director.api.post(`/api/people/${officer.session.person}/code`)).json();
  const reset = await director.api.post('/api/session/code', {
    data: { sign_in_name: 'shared-officer', code: code.code, password: 'another horse battery' },
  });
  expect(reset.ok(), await reset.text()).toBe(true);
  await tablet.context.unroute('**/api/push');
  await expect(tablet.page.getByText('登录已过期', { exact: false }).first()).toBeVisible({ timeout: 60_000 });
  await expect(tablet.status()).toContainText('未同步 2 条');

  await tablet.signIn('shared-assistant', PASSWORD);
  await tablet.expectSynced();
  const again = await Hand.signIn('shared-assistant');
  const cases = (await again.heads()).filter((one) => one.data.complaint);
  expect(cases.map((one) => one.data.complaint.content).sort()).toEqual(['扶梯口的灯坏了三天。', '门口地砖翘起一块。'].sort());
  const authors = new Set<string>();
  for (const one of cases) {
    const { events } = await (await again.api.get(`/api/streams/${one.stream}`)).json();
    authors.add(events[0].body.recorded_by);
  }
  expect(authors).toEqual(new Set([assistant.session.person, officer.session.person]));
  tablet.expectNoFault();
});
