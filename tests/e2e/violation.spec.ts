// A violation from the notice to a refused punishment: whoever is not responsible only persuades (V4(4)⑦).
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from './support/office';
import { Tablet } from './support/tablet';

test('a violation wrongly punished by a team leader is refused with its clause, and what was typed stays', async ({ browser }) => {
  const director = await Hand.found('违章广场', 'violation-director', ['工程部']);
  await director.addStaff('林慧敏', 'violation-manager', 'property_manager');
  await director.addStaff('陈志强', 'violation-site-manager', 'site_manager');
  await director.addStaff('马建军', 'violation-leader', 'site_team_leader');
  await director.addUnit('A-101', '云裳女装', '13800010001');

  const tablet = await Tablet.unpack(browser);
  await tablet.signIn('violation-leader', PASSWORD);
  await tablet.expectSynced();

  // Seen and persuaded on the spot, by anybody.
  await tablet.open('/violations/new');
  await tablet.expectAccessibleBothWays();
  await tablet.page.getByRole('searchbox', { name: '铺位' }).fill('A-101');
  await tablet.page.getByRole('button', { name: /^A-101 / }).click();
  await tablet.page.getByRole('radio', { name: /违反消防/ }).check();
  await tablet.page.getByRole('radio', { name: '②d 堵塞消防通道', exact: true }).check();
  await tablet.compose(tablet.field('看到的情况'), '货箱堆在消防通道上，通道只剩一人宽。');
  await tablet.compose(tablet.field('说了什么'), '请店长马上搬走，店长说晚上再搬。');
  await tablet.button('登记违章').click();
  await expect(tablet.page.getByText('已登记，并已写入值班表。')).toBeVisible();
  const main = tablet.page.getByRole('main');
  await expect(main).toContainText('②d 堵塞消防通道');
  await expect(main).toContainText('现场经理');
  const address = tablet.page.url();

  // The site manager decides how grave it is; the team leader is nobody to punish.
  const manager = await Tablet.unpack(browser);
  await manager.signIn('violation-site-manager', PASSWORD);
  await tablet.expectSynced();
  await manager.open(new URL(address).pathname);
  await manager.button('定性质').first().click();
  await manager.page.getByRole('radio', { name: '一般', exact: true }).check();
  await manager.button('定性质', manager.page.getByRole('dialog')).click();
  await expect(manager.page.getByText('已保存。')).toBeVisible();
  await manager.expectSynced();

  await tablet.page.reload();
  await tablet.expectSynced();
  await expect(main).toContainText('性质：一般');
  await tablet.button(/拟处理意见：限期整改/).click();
  const dialog = tablet.page.getByRole('dialog');
  await expect(dialog).toContainText('现场经理');
  await tablet.compose(tablet.field('处理意见', dialog), '三天内清空通道，否则罚款。');
  await tablet.field('期限', dialog).fill('2030-01-31');
  await dialog.getByRole('checkbox', { name: /马建军/ }).check();
  await tablet.button('拟处理意见', dialog).click();
  await expect(dialog).toContainText('4(4)⑦');
  await expect(dialog).toContainText('物业管理经理');
  await expect(tablet.field('处理意见', dialog)).toHaveValue('三天内清空通道，否则罚款。');
  await tablet.expectAccessible();

  // Nothing of it stands anywhere; the duty log has the notice by itself.
  await manager.page.reload();
  await manager.expectSynced();
  await expect(manager.page.getByRole('main')).not.toContainText('三天内清空通道');
  await tablet.open('/duty-log');
  await expect(main).toContainText('A-101 云裳女装');
  await expect(main).toContainText('②d 堵塞消防通道');
  await tablet.expectAccessibleBothWays();
  tablet.expectNoFault();
  manager.expectNoFault();
});
