// A violation from the notice to a refused punishment: whoever is not responsible only persuades (V4(4)⑦).
import { type Locator, expect, test } from '@playwright/test';
import { Hand, PASSWORD, dayFromNow } from './support/office';
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

/** A day at the office, so many days from now, as date fields write it. */
const yearFromNow = (days: number) => dayFromNow(days).slice(0, 4);

/** Takes one step of the case on the page, and waits until the server has it. */
async function take(tablet: Tablet, step: string | RegExp, saves: string, answer?: (dialog: Locator) => Promise<void>) {
  await tablet.button(step).first().click();
  const dialog = tablet.page.getByRole('dialog');
  if (answer) await answer(dialog);
  await tablet.button(saves, dialog).click();
  await expect(tablet.page.getByText('已保存。')).toBeVisible();
  await tablet.expectSynced();
}

test('a merchant’s arrears go from talk to a public notice over weeks, each rung signed by the director', async ({ browser }) => {
  test.slow();
  const hand = await Hand.found('欠缴广场', 'arrears-director', ['工程部'], true);
  await hand.addStaff('陈志强', 'arrears-site-manager', 'site_manager');
  await hand.addStaff('马建军', 'arrears-leader', 'site_team_leader');
  await hand.addUnit('B-207', '老城火锅', '13800010002');
  const sit = async (name: string) => {
    const tablet = await Tablet.unpack(browser);
    await tablet.signIn(name, PASSWORD);
    await tablet.expectSynced();
    return tablet;
  };
  const leader = await sit('arrears-leader');
  await leader.open('/violations/new');
  await leader.page.getByRole('searchbox', { name: '铺位' }).fill('B-207');
  await leader.page.getByRole('button', { name: /^B-207 / }).click();
  await leader.page.getByRole('radio', { name: /拒交租金、费用/ }).check();
  await leader.page.getByRole('radio', { name: '物业管理服务费', exact: true }).check();
  await leader.field('看到的情况').fill('第三季度物业费未交。');
  await leader.field('说了什么').fill('与店长沟通，店长说生意不好，下月再说。');
  await leader.button('登记违章').click();
  await expect(leader.page.getByText('已登记，并已写入值班表。')).toBeVisible();
  await leader.expectSynced();
  const path = new URL(leader.page.url()).pathname;

  const manager = await sit('arrears-site-manager');
  const director = await sit('arrears-director');
  /** Looks at the case with what the others did since. */
  const look = async (tablet: Tablet) => {
    await tablet.open(path);
    await tablet.expectSynced();
  };
  /** Proposed by the site manager, signed by the director, carried out by whom it names. */
  const climb = async (measure: string, by: Tablet, name: RegExp, lastDay?: string) => {
    await look(manager);
    await take(manager, new RegExp(`拟处理意见：${measure}`), '拟处理意见', async (dialog) => {
      await manager.field('处理意见', dialog).fill(`按合同${measure}。`);
      if (lastDay) await manager.field('期限', dialog).fill(lastDay);
      await dialog.getByRole('checkbox', { name }).check();
    });
    await look(director);
    await take(director, '签署', '签署');
    await look(by);
    await take(by, '执行', '执行');
  };

  await look(manager);
  await take(manager, '定性质', '定性质', (dialog) => dialog.getByRole('radio', { name: '一般', exact: true }).check());
  await take(manager, '写明欠缴', '写明欠缴', async (dialog) => {
    await manager.field('欠缴本金', dialog).fill('12000');
    await manager.field('滞纳金费率', dialog).fill('3.00');
    await manager.field('应缴最后一天', dialog).fill(dayFromNow(0));
    await manager.field('合同条款', dialog).fill('物业服务合同第八条');
  });
  await climb('催缴通知书', leader, /马建军/, dayFromNow(10));
  await expect(leader.page.getByRole('main')).toContainText(/TZ\d{4}-0001/);
  await take(leader, '记录送达', '记录送达', async (dialog) => {
    await leader.field('签收人', dialog).first().fill('店长王芳');
    await leader.sign(dialog.locator('.signature'));
  });

  const pass = async (days: number) => {
    await director.open('/settings');
    await director.page.locator('#demo-clock').fill(`${dayFromNow(days)}T09:00`);
    await director.button('拨到').click();
    await director.expectSynced();
  };
  await pass(21);
  await look(manager);
  await take(manager, '记录配合情况', '记录配合情况', async (dialog) => {
    await dialog.getByRole('radio', { name: '不配合', exact: true }).check();
    await manager.field('说明', dialog).fill('期限已过，仍未缴。');
  });
  await climb('滞纳金', leader, /马建军/);
  await expect(leader.page.getByRole('main')).toContainText('¥12000.00 × 3.00‰ × 21 天 = ¥756.00');

  await pass(35);
  await climb('公告', manager, /陈志强/);
  const main = manager.page.getByRole('main');
  // Notices are numbered by the year: the second of this one, or the first of the next.
  const number = `TZ${yearFromNow(35)}-${yearFromNow(35) === yearFromNow(0) ? '0002' : '0001'}`;
  await expect(main).toContainText(`公告 ${number}`);
  // What the law closes stays closed, and says so.
  await expect(main).toContainText('第九百四十四条');
  await manager.page.getByRole('link', { name: '打印文书' }).first().click();
  // The paper says what is owed and how the fee comes about, who signed it, and leaves room for who takes it.
  const paper = manager.page.getByRole('article', { name: '公告' });
  for (const said of [number, '¥12000.00 × 3.00‰ × 21 天 = ¥756.00', '④ 无特殊原因拒交有关租金与物业管理服务费用的行为', '物业总监签署', '陈志强', '签收']) {
    await expect(paper).toContainText(said);
  }
  for (const tablet of [leader, manager, director]) tablet.expectNoFault();
});
