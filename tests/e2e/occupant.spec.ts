// Two people change one occupant: what only one of them touched goes in, of what both touched a person chooses.
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from './support/office';
import { LANDSCAPE, Tablet } from './support/tablet';

const NAME = '云裳女装';

async function office(prefix: string) {
  const director = await Hand.found(`${prefix}广场`, `${prefix}-director`, ['工程部']);
  const assistant = await director.addStaff('李婷婷', `${prefix}-assistant`, 'property_assistant');
  await assistant.addUnit('A-101', NAME, '13800010001');
  return { director, assistant };
}

test('a refused change stands beside the other, answer by answer, and mine is put over theirs by choice', async ({ browser }) => {
  const { director, assistant } = await office('beside');
  await director.expectAccepted(director.changePhone('A-101', NAME, '13900000002', '13800010001'));
  const answer = await assistant.push(assistant.changePhone('A-101', NAME, '13900000003', '13800010001'));
  expect(Object.keys(answer.refused.rejection.code)).toEqual(['contested']);

  const tablet = await Tablet.unpack(browser, LANDSCAPE);
  await tablet.signIn('beside-assistant', PASSWORD);
  await expect(tablet.status()).toContainText('需处理 1 条');
  await tablet.open('/attention');
  const row = tablet.page.getByRole('row', { name: /^电话/ });
  for (const said of ['13800010001', '13900000003', '13900000002']) await expect(row).toContainText(said);
  await tablet.expectAccessibleBothWays();
  await tablet.button('改用我的').click();
  await expect(tablet.status()).not.toContainText('需处理');
  await tablet.expectSynced();
  const unit = assistant.unit('A-101');
  await tablet.open(`/occupants/${unit}`);
  await expect(tablet.page.getByRole('main')).toContainText('13900000003');
  tablet.expectNoFault();
});

test('a form that was open while somebody else saved shows both, and what nobody else touched is kept', async ({ browser }) => {
  const { director, assistant } = await office('open');
  const tablet = await Tablet.unpack(browser, LANDSCAPE);
  await tablet.signIn('open-assistant', PASSWORD);
  await tablet.expectSynced();
  await tablet.open(`/occupants/${assistant.unit('A-101')}`);
  await tablet.button('修改').click();
  await tablet.field('联系人').fill('李云');
  await tablet.field('电话').fill('13900000003');
  const theirs = director.changePhone('A-101', NAME, '13900000002', '13800010001');
  const renamed = { name: { was: director.seal(NAME), becomes: director.seal('云裳女装旗舰店') } };
  theirs.occupant.change_occupant.changes.push(renamed as any);
  await director.expectAccepted(theirs);
  // The other's change comes down under the open form, which keeps what was typed.
  await expect(tablet.page.getByRole('heading', { name: '云裳女装旗舰店' }).first()).toBeVisible();
  await tablet.button('保存').click();
  await expect(tablet.page.getByRole('row', { name: /^电话/ })).toContainText('13900000002');
  await expect(tablet.field('电话')).toHaveValue('13900000003');
  await tablet.button('改用我的').click();
  await expect(tablet.button('修改')).toBeVisible();
  const main = tablet.page.getByRole('main');
  await expect(main).toContainText('13900000003');
  await expect(main).toContainText('李云');
  await expect(main).toContainText('云裳女装旗舰店');
  await tablet.expectSynced();
  tablet.expectNoFault();
});
