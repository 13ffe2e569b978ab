// The refused path: a major complaint belongs to the manager or the director (M4(4)a), on the tablet and on the server.
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

const followUp = (hand: Hand, id: string) => ({
  complaint: {
    record_follow_up: {
      case: id,
      round: 1,
      channel: 'in_person',
      contents: {
        quality: 'satisfied',
        effect: 'satisfied',
        satisfaction: 'satisfied',
        shortcomings: hand.seal('无'),
        suggestions: hand.seal('无'),
      },
      problem_left: false,
      unsigned_reason: '店长不在',
    },
  },
});

test('a forged follow-up of a major complaint is refused, kept to be settled, and changes nothing else', async ({ browser }) => {
  const { manager, head, officer, id } = await officeWithMajorComplaint('forged');
  const before = await manager.heads();
  const answer = await head.push(followUp(head, id), [head.session.person, officer.session.person]);
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
  await tablet.button('改正后重新提交').click();
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
