// A repair from the phone call to the signature: the slip in one tap, then a technician below ground, where no
// network reaches, with everything signed for there and sent afterwards.
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from './support/office';
import { startServer, stopServer } from './support/server';
import { LANDSCAPE, PORTRAIT, Tablet } from './support/tablet';

const WANTED = '洗手池下水堵了，水漫到过道。';

test('a repair goes from the phone call to the signature, the technician being offline', async ({ browser }) => {
  test.slow();
  const director = await Hand.found('维修广场', 'repair-director', ['工程部']);
  await director.addStaff('李婷婷', 'repair-assistant', 'property_assistant');
  await director.addStaff('工程部值班', 'repair-engineering', 'engineering_dept');
  const technician = await director.addStaff('赵师傅', 'repair-technician', 'technician');
  const person = technician.session.person;
  await director.expectAccepted({ person: { set_trades: { person, trades: ['plumbing'] } } });
  await director.expectAccepted({
    price_list: {
      import_price_list: {
        effective_on: '2020-01-01',
        items: [{ code: 'P1', name: '疏通下水', unit: '次', unit_price_fen: 8050 }],
      },
    },
  });
  await director.addUnit('B1-07', '云裳女装', '13800010001');

  // The phone call: a repair on the same form as a complaint, and its slip in one tap.
  const desk = await Tablet.unpack(browser, LANDSCAPE);
  await desk.signIn('repair-assistant', PASSWORD);
  await desk.expectSynced();
  await desk.open('/work-orders');
  await desk.link('登记报修').click();
  await expect(desk.radio('登记什么', '报修')).toBeChecked();
  await desk.expectAccessibleBothWays();
  await desk.compose(desk.field('铺位'), 'B1-07');
  await desk.page.getByRole('button', { name: /^B1-07 / }).click();
  await desk.compose(desk.field('报修内容'), WANTED);
  await desk.field('联系电话').fill('13800010001');
  await desk.field('工种').selectOption({ label: '给排水' });
  await desk.button('登记并开维修单').click();
  await expect(desk.page).toHaveURL(/\/work-orders\/[0-9a-f-]{36}/);
  const page = new URL(desk.page.url()).pathname;
  const slip = desk.page.getByRole('main');
  await expect(slip).toContainText(/还剩 (20|19) 分钟/);
  await desk.expectAccessibleBothWays();
  await desk.expectSynced();

  // Engineering stops the clock and sends a technician of the trade.
  const engineering = await Tablet.unpack(browser, LANDSCAPE);
  await engineering.signIn('repair-engineering', PASSWORD);
  await engineering.expectSynced();
  await engineering.open('/dispatch');
  await engineering.expectAccessibleBothWays();
  await engineering.open(page);
  await engineering.step('接单');
  await expect(engineering.page.getByRole('main')).toContainText('按时送达');
  await engineering.step('派工', async () => {
    await engineering.field('维修员').selectOption({ label: '赵师傅' });
  });
  await engineering.expectSynced();

  // The technician opens it once, then goes down.
  const tablet = await Tablet.unpack(browser, PORTRAIT);
  await tablet.signIn('repair-technician', PASSWORD);
  await tablet.expectSynced();
  await tablet.open('/work-orders');
  await tablet.expectAccessibleBothWays();
  await tablet.open(page);
  const main = tablet.page.getByRole('main');
  await expect(main).toContainText(WANTED);
  await expect.poll(() => tablet.page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).active))).toBe(true);
  await tablet.context.setOffline(true);
  await stopServer();

  await tablet.step('到场说明来意');
  await tablet.step('同意进入');
  await tablet.step('确认维修项目', async () => {
    await tablet.field('维修项目').fill('疏通洗手池下水\n更换软管');
  });
  await tablet.step('登记公司材料', async () => {
    await tablet.compose(tablet.field('材料名称'), '不锈钢软管');
    await tablet.field('数量').fill('2');
    await tablet.field('单位').fill('根');
    await tablet.field('单价').fill('12.5');
    await expect(tablet.page.getByRole('dialog')).toContainText('¥25.00');
  });
  // What is not fit is not built in.
  await tablet.step('验证商户材料', async () => {
    await tablet.compose(tablet.field('材料名称'), '旧角阀');
    await tablet.radio('验证结果', '不合格').check();
    await tablet.compose(tablet.field('备注'), '阀体有裂纹。');
  });
  await expect(main).toContainText('旧角阀 · 不合格');
  await expect(tablet.button('使用商户材料', main)).toHaveCount(0);
  await tablet.step('开始维修');
  await tablet.step('完工', async () => {
    await tablet.compose(tablet.field('维修结果'), '疏通并更换软管，试水正常。');
  });
  await tablet.step('试用或查验');
  await tablet.step('填写收费', async () => {
    await tablet.field('加一项').selectOption({ label: '疏通下水 · ¥80.50 / 次' });
    await expect(tablet.page.getByRole('dialog')).toContainText('¥105.50');
  });
  await tablet.button('交给商户签名', main).click();
  await expect(tablet.heading()).toHaveText('请核对维修项目和金额，然后签名');
  await expect(main).toContainText('¥105.50');
  await tablet.expectAccessibleBothWays();
  await tablet.sign(tablet.page.locator('.signature'));
  await tablet.button('签名完成').click();
  await tablet.button('工作人员收回').click();
  await expect(main).toContainText('已签名完成');
  await expect(tablet.status()).toContainText('未同步');
  await tablet.expectAccessibleBothWays();

  // Up again: what was done below is there for everybody, as it was.
  await startServer();
  await tablet.context.setOffline(false);
  await tablet.expectSynced();
  await desk.expectSynced();
  await expect(slip).toContainText('已签名完成', { timeout: 60_000 });
  await expect(slip).toContainText('¥105.50');
  await expect(slip).toContainText('不锈钢软管');
  desk.expectNoFault();
  engineering.expectNoFault();
  tablet.expectNoFault();
});
