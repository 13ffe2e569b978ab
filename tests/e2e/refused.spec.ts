// The refused path: a major complaint belongs to the manager or the director (M4(4)a), on the tablet and on the server.
import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from './support/office';
import { PORTRAIT, Tablet } from './support/tablet';

const CLAUSE = '4(4)a';

/** An office with a major complaint that has been handled. */
async function officeWithMajorComplaint(prefix: string) {
  const director = await Hand.found(`${prefix}广场`, `${prefix}-director`, ['工程部']);
  const manager = await director.addStaff('林慧敏', `${prefix}-manager`, 'property_manager');
  const assistant = await director.addStaff('李婷婷', `${prefix}-assistant`, 'property_assistant');
  const head = await director.addStaff('王海涛', `${prefix}-head`, 'head_of_department', '工程部');
  const officer = await director.addStaff('何晓燕', `${prefix}-officer`, 'management_officer');
  await assistant.addUnit('A-101', '云裳女装', '13800010001');
  const id = await assistant.register('A-101', '云裳女装', '整层停电，冷柜里的货全化了。', '工程部', 'major');
  await manager.complaint({ decide_severity: { case: id, severity: 'major' } });
  await manager.complaint({ open: { case: id, was: 'registered' } });
  const limit = Date.now() + 8 * 3_600_000;
  const department = manager.department('工程部');
  await manager.complaint({ dispatch: { case: id, was: 'opened', department, limit } });
  await head.complaint({ handle: { case: id, was: 'dispatched', result: head.seal('更换母线接头。') } });
  return { manager, head, officer, id };
}

test('a forged follow-up of a major complaint is refused, kept to be settled, and changes nothing else', async ({ browser }) => {
  const { manager, head, officer, id } = await officeWithMajorComplaint('forged');
  const before = await manager.heads();
  const answer = await head.push(head.followUp(id), [head.session.person, officer.session.person]);
  expect(answer.refused.rejection).toMatchObject({
    code: 'beyond_authority',
    clause: 'M4(4)a',
    needs: [['property_manager'], ['director']],
  });
  const after = await manager.heads();
  const known = new Set(before.map((one) => JSON.stringify(one)));
  const changed = after.filter((one) => !known.has(JSON.stringify(one)));
  expect(changed.map((one) => Object.keys(one.data))).toEqual([['refusal']]);

  const tablet = await Tablet.unpack(browser);
  await tablet.signIn('forged-head', PASSWORD);
  await expect(tablet.status()).toContainText('需处理 1 条');
  await tablet.open('/attention');
  const main = tablet.page.getByRole('main');
  await expect(main).toContainText(CLAUSE);
  await expect(main).toContainText('物业管理经理');
  await expect(main).toContainText('物业总监');
  await tablet.expectAccessibleBothWays();

  // Its form opens again with what was typed; taken down by those who may, it is saved and this one is settled.
  await tablet.button('改正后重新提交').click();
  await expect(tablet.page).toHaveURL(/\/record\?again=/);
  await expect(tablet.page.getByLabel('回访时间')).not.toHaveValue('');
  await tablet.page.reload();
  await tablet.button('下一步').click();
  await expect(tablet.radio('质量评价', '满意')).toBeChecked();
  await expect(tablet.field('缺点与不足')).toHaveValue('无');
  tablet.expectNoFault();
});

test('a refused decision opens its form again; once it is saved, the refused one is settled', async ({ browser }) => {
  const { manager, id } = await officeWithMajorComplaint('anew');
  const answer = await manager.push({ complaint: { decide_severity: { case: id, severity: 'general' } } }, [
    manager.session.person,
  ]);
  expect(Object.keys(answer.refused.rejection.code)).toEqual(['contested']);
  const tablet = await Tablet.unpack(browser, PORTRAIT);
  await tablet.signIn('anew-manager', PASSWORD);
  await expect(tablet.status()).toContainText('需处理 1 条');
  await tablet.open('/attention');
  await tablet.button('改用我的').click();
  const dialog = tablet.page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: '一般' })).toBeChecked();
  await tablet.expectAccessibleBothWays();
  await dialog.getByRole('button', { name: '定投诉性质' }).click();
  await expect(dialog).toBeHidden();
  await expect(tablet.status()).not.toContainText('需处理');
  tablet.expectNoFault();
});

test('on the tablet the same follow-up is refused with its clause and with those who may', async ({ browser }) => {
  const { manager, id } = await officeWithMajorComplaint('refused');
  const before = (await manager.heads()).length;
  const tablet = await Tablet.unpack(browser, PORTRAIT);
  await tablet.signIn('refused-head', PASSWORD);
  await tablet.expectSynced();
  await tablet.open(`/follow-ups/${id}/record`);
  const main = tablet.page.getByRole('main');
  await expect(main).toContainText('人员不符合规程');
  await tablet.expectAccessibleBothWays();
  await tablet.button('下一步').click();
  await tablet.radio('质量评价', '满意').check();
  await tablet.radio('服务效果', '满意').check();
  for (const none of await tablet.button('填“无”').all()) await none.click();
  await tablet.button('代为记录评价').click();
  await tablet.radio('满意程度', '满意').check();
  await tablet.compose(tablet.field('未签名的原因'), '店长不在。');
  await tablet.button('保存回访').click();
  const refusal = tablet.page.getByRole('alert').filter({ hasText: CLAUSE });
  await expect(refusal).toContainText('物业管理经理');
  await expect(refusal).toContainText('物业总监');
  await tablet.expectAccessibleBothWays();
  // What was typed is still there.
  await expect(tablet.field('未签名的原因')).toHaveValue('店长不在。');
  // Nothing was sent: no event, no refusal.
  expect((await manager.heads()).length).toBe(before);
  tablet.expectNoFault();
});

/** What somebody saw at A-101, taken down by them. */
async function seenBy(hand: Hand, seen: string) {
  const id = randomUUID();
  const observation = {
    unit: hand.unit('A-101'),
    unit_code: 'A-101',
    occupant: hand.seal('云裳女装'),
    item: 'fire_lane_blocked',
    seen: hand.seal(seen),
  };
  await hand.expectAccepted({
    violation: { notice_violation: { case: id, observation, persuasion: hand.seal('请店长马上搬走。') } },
  });
  return id;
}

test('a refused step of a violation opens with what was typed, and of two severities a person chooses', async ({ browser }) => {
  const director = await Hand.found('处置广场', 'lane-director', ['工程部']);
  const manager = await director.addStaff('林慧敏', 'lane-manager', 'property_manager');
  const site = await director.addStaff('陈志强', 'lane-site-manager', 'site_manager');
  const leader = await director.addStaff('马建军', 'lane-leader', 'site_team_leader');
  await director.addUnit('A-101', '云裳女装', '13800010001');
  const id = await seenBy(leader, '货箱堆在消防通道上。');
  await site.expectAccepted({ violation: { decide_violation_severity: { case: id, severity: 'general' } } });

  // Decided by two people who did not know of each other.
  const contested = await manager.push({ violation: { decide_violation_severity: { case: id, severity: 'major' } } });
  expect(contested.refused.rejection.code).toEqual({
    contested: { base: 'none', mine: { severity: 'major' }, theirs: { severity: 'general' } },
  });
  const tablet = await Tablet.unpack(browser);
  await tablet.signIn('lane-manager', PASSWORD);
  await expect(tablet.status()).toContainText('需处理 1 条');
  await tablet.open('/attention');
  const main = tablet.page.getByRole('main');
  await expect(main).toContainText(/我的\s*重大/);
  await expect(main).toContainText(/对方的\s*一般/);
  await tablet.expectAccessibleBothWays();
  await tablet.button('改用我的').click();
  await expect(tablet.page).toHaveURL(/\/violations\/.*again=/);
  const dialog = tablet.page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: '重大', exact: true })).toBeChecked();
  await tablet.button('定性质', dialog).click();
  await expect(dialog).toBeHidden();
  await expect(tablet.status()).not.toContainText('需处理');
  tablet.expectNoFault();

  // A proposal by somebody who may only persuade: refused, and nothing of it has to be typed again.
  const proposal = {
    measure: 'rectification_order',
    opinion: '三天内清空通道。',
    executors: [site.session.person],
    last_day: '2030-01-31',
  };
  const beyond = await leader.push({ violation: { propose_disposition: { case: id, proposal } } });
  expect(beyond.refused.rejection.code).toBe('beyond_authority');
  const own = await Tablet.unpack(browser, PORTRAIT);
  await own.signIn('lane-leader', PASSWORD);
  await expect(own.status()).toContainText('需处理 1 条');
  await own.open('/attention');
  await expect(own.page.getByRole('main')).toContainText('三天内清空通道。');
  await own.button('改正后重新提交').click();
  const form = own.page.getByRole('dialog');
  await expect(own.field('处理意见', form)).toHaveValue('三天内清空通道。');
  await expect(own.field('期限', form)).toHaveValue('2030-01-31');
  await expect(form.getByRole('checkbox', { name: /陈志强/ })).toBeChecked();
  await own.expectAccessibleBothWays();
  own.expectNoFault();
});

test('a refused step of a work order opens with what was typed, and of two technicians a person chooses', async ({ browser }) => {
  const director = await Hand.found('派工广场', 'slip-director', ['工程部']);
  const assistant = await director.addStaff('李婷婷', 'slip-assistant', 'property_assistant');
  const engineering = await director.addStaff('工程部值班', 'slip-engineering', 'engineering_dept');
  const first = await director.addStaff('赵师傅', 'slip-first', 'technician');
  const second = await director.addStaff('孙师傅', 'slip-second', 'technician');
  for (const one of [first, second]) {
    await director.expectAccepted({ person: { set_trades: { person: one.session.person, trades: ['plumbing'] } } });
  }
  await director.addUnit('A-101', '云裳女装', '13800010001');
  const id = randomUUID();
  const registration = {
    request: 'repair',
    unit: assistant.unit('A-101'),
    unit_code: 'A-101',
    occupant: assistant.seal('云裳女装'),
    content: assistant.seal('洗手池下水堵了。'),
    phone: assistant.seal('13800010001'),
    category: 'equipment',
  };
  await assistant.complaint({ register: { case: id, registration } });
  const work_order = randomUUID();
  const step = (hand: Hand, body: object) => hand.expectAccepted({ work_order: body });
  await step(assistant, {
    make_work_order: { work_order, case: id, ordinal: 1, trade: 'plumbing', handover: 'told_to_collect' },
  });
  await step(engineering, { receive_work_order: { work_order } });
  await step(engineering, { assign_technician: { work_order, technician: first.session.person } });
  const contested = await engineering.push({
    work_order: { assign_technician: { work_order, technician: second.session.person } },
  });
  expect(Object.keys(contested.refused.rejection.code)).toEqual(['contested']);
  const tablet = await Tablet.unpack(browser);
  await tablet.signIn('slip-engineering', PASSWORD);
  await expect(tablet.status()).toContainText('需处理 1 条');
  await tablet.open('/attention');
  const main = tablet.page.getByRole('main');
  await expect(main).toContainText(/我的\s*孙师傅/);
  await expect(main).toContainText(/对方的\s*赵师傅/);
  await tablet.button('用对方的').click();
  await expect(tablet.status()).not.toContainText('需处理');
  await tablet.expectSynced();
  tablet.expectNoFault();

  const hose = { name: '不锈钢软管', quantity: 2000, unit: '根', unit_price_fen: 1250 };
  const material = { work_order, lines: [hose] };
  const beyond = await second.push({ work_order: { add_company_material: material } });
  expect(beyond).toHaveProperty('refused');
  const own = await Tablet.unpack(browser, PORTRAIT);
  await own.signIn('slip-second', PASSWORD);
  await expect(own.status()).toContainText('需处理 1 条');
  await own.open('/attention');
  await own.button('改正后重新提交').click();
  const form = own.page.getByRole('dialog');
  await expect(own.field('材料名称', form)).toHaveValue('不锈钢软管');
  await expect(own.field('单价', form)).toHaveValue('12.50');
  await own.expectAccessibleBothWays();
  own.expectNoFault();
});
