// An estate: the complaint is closed out, the dispatcher sends the technician who did the work, and that technician
// makes the follow-up on the spot and records it (G3.5.3). A problem left sends the item on by itself (G3.5.4).
import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from './support/office';
import { PORTRAIT, Tablet } from './support/tablet';

test('the technician who did the work is sent, follows up on the spot, and a problem left keeps the item going', async ({ browser }) => {
  const director = await Hand.found('桂花小区', 'sent-director', ['工程部'], false, 'estate');
  const dispatcher = await director.addStaff('周婷', 'sent-dispatcher', 'dispatcher');
  const technician = await director.addStaff('赵师傅', 'sent-technician', 'technician');
  await dispatcher.addUnit('3-502', '刘女士', '13800010001');

  const id = randomUUID();
  const department = dispatcher.department('工程部');
  // 清洁: its window opens on the day of closing out.
  const registration = {
    unit: dispatcher.unit('3-502'),
    unit_code: '3-502',
    occupant: dispatcher.seal('刘女士'),
    content: dispatcher.seal('楼道水管漏水，墙面发黑。'),
    phone: dispatcher.seal('13800010001'),
    category: 'cleaning',
    department,
    severity_proposed: 'general',
  };
  await dispatcher.complaint({ register: { case: id, registration } });
  await dispatcher.complaint({ open: { case: id, was: 'registered' } });
  const limit = Date.now() + 8 * 3_600_000;
  const assignee = technician.session.person;
  await dispatcher.complaint({ dispatch: { case: id, was: 'opened', department, assignee, limit } });
  await technician.complaint({ handle: { case: id, was: 'dispatched', result: technician.seal('换接头，清洗墙面。') } });
  await dispatcher.complaint({ close_out: { case: id, was: 'handled' } });

  const desk = await Tablet.unpack(browser, PORTRAIT);
  await desk.signIn('sent-dispatcher', PASSWORD);
  await desk.expectSynced();
  await desk.open(`/complaints/${id}`);
  const page = desk.page.getByRole('main');
  await desk.button('派维修员现场回访', page).first().click();
  const dialog = desk.page.getByRole('dialog');
  // Who did the work is named already.
  await expect(dialog.getByRole('combobox').locator('option:checked')).toHaveText('赵师傅（维修员）');
  await desk.button('派维修员现场回访', dialog).click();
  await expect(dialog).toBeHidden();
  await expect(page).toContainText('赵师傅');
  await desk.expectSynced();

  // It stands on the technician's page of today, and is taken down there and then.
  const tablet = await Tablet.unpack(browser, PORTRAIT);
  await tablet.signIn('sent-technician', PASSWORD);
  await tablet.expectSynced();
  await expect(tablet.page.getByRole('main')).toContainText('3-502');
  await tablet.open(`/complaints/${id}`);
  await tablet.button('开始回访').click();
  await expect(tablet.page.getByText('人员符合规程')).toBeVisible();
  await tablet.button('下一步').click();
  await tablet.field('服务方面').selectOption({ index: 3 });
  for (const none of await tablet.button('填“无”').all()) await none.click();
  await tablet.button('代为记录评价').click();
  await tablet.radio('满意程度', '不满意').check();
  await tablet.field('未签名的原因').fill('业户赶着上班。');
  await tablet.button('保存回访').click();
  await expect(tablet.page.getByRole('main')).toContainText('继续处理');
  await tablet.expectSynced();
  await expect(page).toContainText('继续处理');
  desk.expectNoFault();
  tablet.expectNoFault();
});
