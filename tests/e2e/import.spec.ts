// The day an office goes live: staff, price list, open complaints and open work orders come from its sheets, every
// wrong line says why and holds up no other, and the same sheets once more change nothing.
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from './support/office';
import { LANDSCAPE, Tablet } from './support/tablet';

const sheet = (name: string) => path.resolve(import.meta.dirname, 'fixtures', `${name}.xlsx`);

/** Chooses a sheet and waits for what its lines would do. */
async function choose(tablet: Tablet, name: string, counts: string) {
  await tablet.page.locator('input[type=file]').setInputFiles(sheet(name));
  await expect(tablet.page.getByRole('status').filter({ hasText: counts })).toBeVisible();
}

/** The row of a line in the preview, by its number there. */
const row = (tablet: Tablet, line: number) =>
  tablet.page.getByRole('row').filter({ has: tablet.page.getByRole('rowheader', { name: `${line}`, exact: true }) });

async function imported(tablet: Tablet, button: string, said: string) {
  await tablet.button(button).click();
  await expect(tablet.page.getByText(said)).toBeVisible();
  await tablet.expectSynced();
}

/** How many events the office has, and that a sheet read again would add none. */
async function nothingNew(tablet: Tablet, hand: Hand, address: string, name: string, counts: string) {
  const before = JSON.stringify(await hand.heads());
  await tablet.open(address);
  await choose(tablet, name, counts);
  await expect(tablet.page.getByText('没有新的内容')).toBeVisible();
  expect(JSON.stringify(await hand.heads())).toBe(before);
}

test('an office goes live from its sheets, and the same sheets twice change nothing', async ({ browser }) => {
  test.slow();
  const hand = await Hand.found('上线广场物业管理处', 'golive-director', ['工程部']);
  await hand.addUnit('A-101', '云裳女装', '13800010001');
  await hand.addUnit('A-102', '锦华小吃', '13800010002');
  await hand.addStaff('林慧敏', 'golive-manager', 'property_manager');

  const desk = await Tablet.unpack(browser, LANDSCAPE);
  await desk.signIn('golive-director', PASSWORD);
  await desk.expectSynced();
  await desk.place('设置');
  await desk.link('上线导入').click();
  await expect(desk.heading()).toHaveText('上线导入');
  await desk.expectAccessibleBothWays();

  // Staff: a role, a sign-in name and a department that cannot be; the others come in.
  await choose(desk, 'go-live-staff', '新增 3 · 变更 0 · 已在册 0 · 不能导入 3');
  await expect(row(desk, 6)).toContainText('没有“店长”');
  await expect(row(desk, 7)).toContainText('与第 3 行重复');
  await expect(row(desk, 8)).toContainText('没有“后勤部”');
  await desk.expectAccessibleBothWays();
  await imported(desk, '导入 3 名员工', '导入完成。');
  await nothingNew(desk, hand, '/import/staff', 'go-live-staff', '新增 0 · 变更 0 · 已在册 3 · 不能导入 3');

  // The price list, on its own page.
  await desk.open('/import/prices');
  await desk.link('去导入收费标准').click();
  await desk.page.locator('input[type=file]').setInputFiles(sheet('prices'));
  await expect(desk.page.getByRole('row', { name: /P1.*疏通下水/ })).toContainText('80.50');
  await expect(desk.page.getByText('第 4 行')).toBeVisible();
  await desk.button('导入收费标准').click();
  await expect(desk.page.getByText('收费标准已保存')).toBeVisible();
  await desk.expectSynced();

  // Complaints are not the director's to carry over, and it is said before a file is chosen.
  await desk.open('/import/complaints');
  await expect(desk.page.getByText('这一步不在您的职权内。')).toContainText('物业管理经理');
  desk.expectNoFault();

  const tablet = await Tablet.unpack(browser, LANDSCAPE);
  await tablet.signIn('golive-manager', PASSWORD);
  await tablet.expectSynced();
  await tablet.open('/import/complaints');
  await choose(tablet, 'go-live-complaints', '新增 2 · 变更 0 · 已在册 0 · 不能导入 5');
  await expect(row(tablet, 5)).toContainText('名录里没有铺位“Z-999”');
  await expect(row(tablet, 6)).toContainText('“上个星期”看不懂');
  await expect(row(tablet, 7)).toContainText('与第 3 行重复');
  await expect(row(tablet, 8)).toContainText('纸上已经办结');
  // What only the rules know is said with what they go by.
  await expect(row(tablet, 9)).toContainText('本系统规定');
  const refused = tablet.page.waitForEvent('download');
  await tablet.button('下载不能导入的行').click();
  expect((await refused).suggestedFilename()).toBe('不能导入的行.csv');
  await imported(tablet, '转入 2 件投诉', '导入完成。');
  await nothingNew(tablet, hand, '/import/complaints', 'go-live-complaints', '新增 0 · 变更 0 · 已在册 2 · 不能导入 5');

  await tablet.open('/import/work-orders');
  await choose(tablet, 'go-live-work-orders', '新增 2 · 变更 0 · 已在册 0 · 不能导入 1');
  await expect(row(tablet, 5)).toContainText('员工里没有“查无此人”');
  await imported(tablet, '转入 2 张维修单', '导入完成。');
  await nothingNew(tablet, hand, '/import/work-orders', 'go-live-work-orders', '新增 0 · 变更 0 · 已在册 2 · 不能导入 1');

  // Number and time are those of the paper, on another tablet too.
  const heads = (await hand.heads()).map((one) => one.data);
  const carried = heads.find((data) => data.complaint?.number === '投-118')?.complaint;
  expect(carried).toMatchObject({ status: 'dispatched', severity: 'major', occupant: '云裳女装' });
  expect(new Date(carried.registered_at).toISOString()).toBe('2026-11-02T01:20:00.000Z');
  expect(new Date(carried.limit).toISOString()).toBe('2026-11-06T10:00:00.000Z');
  const slip = heads.find((data) => data.work_order?.phase === 'assigned')?.work_order;
  expect(slip).toMatchObject({ trade: 'plumbing', handover: 'on_paper', limit: null });
  await tablet.open('/complaints');
  await tablet.link(/空调滴水/).click();
  await expect(tablet.page.getByRole('main')).toContainText('由纸质登记 投-118 转入');
  tablet.expectNoFault();
});
