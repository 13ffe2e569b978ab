// What somebody had written who has left since: it waits for a manager, who reads it in words and takes it or leaves it.
import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from './support/office';
import { Tablet } from './support/tablet';

const DAY = 86_400_000;
const day = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

function registration(hand: Hand, content: string) {
  return {
    complaint: {
      register: {
        case: randomUUID(),
        registration: {
          unit: hand.unit('A-101'),
          unit_code: 'A-101',
          occupant: hand.seal('云裳女装'),
          content: hand.seal(content),
          phone: hand.seal('13800010001'),
          category: 'equipment',
        },
      },
    },
  };
}

test('what somebody since removed had written is read in words, and a manager takes it or drops it', async ({ browser }) => {
  const director = await Hand.found('离职管理处', 'held-director', ['工程部'], true);
  await director.addStaff('林慧敏', 'held-manager', 'property_manager');
  const assistant = await director.addStaff('李婷婷', 'held-assistant', 'property_assistant');
  await assistant.addUnit('A-101', '云裳女装', '13800010001');
  // They go tomorrow; what they wrote today arrives the day after.
  await director.expectAccepted({ person: { remove: { person: assistant.session.person, on: day(Date.now() + DAY) } } });
  const moved = await director.api.post('/api/demo/clock', { data: { to: Date.now() + 2 * DAY } });
  expect(moved.ok(), await moved.text()).toBe(true);
  for (const content of ['走之前登记的一条：门口地砖翘起。', '走之前登记的另一条：写重了。']) {
    const answer = await assistant.push(registration(assistant, content));
    expect(answer.refused.rejection.code).toBe('held');
  }
  expect((await director.heads()).filter((one) => one.data.complaint)).toEqual([]);

  const tablet = await Tablet.unpack(browser);
  await tablet.signIn('held-manager', PASSWORD);
  await tablet.expectSynced();
  await tablet.place('需处理');
  const card = (content: string) =>
    tablet.page.getByRole('main').locator('.card').filter({ hasText: content });
  const first = card('门口地砖翘起。');
  await expect(first).toContainText('登记投诉');
  await expect(first).toContainText('李婷婷');
  await expect(first).toContainText('A-101');
  await tablet.expectAccessible();
  await tablet.button('采纳', first).click();
  await expect(first).toHaveCount(0);
  const second = card('写重了。');
  await tablet.button('作废', second).click();
  await tablet.field('作废的原因').fill('与另一条重复。');
  await tablet.button('作废', tablet.page.getByRole('dialog')).click();
  await expect(tablet.page.getByText('没有需处理的。')).toBeVisible();
  await tablet.expectSynced();
  const cases = (await director.heads()).filter((one) => one.data.complaint);
  expect(cases.map((one) => one.data.complaint.content)).toEqual(['走之前登记的一条：门口地砖翘起。']);
  const { events } = await (await director.api.get(`/api/streams/${cases[0].stream}`)).json();
  expect(events[0].body.conducted_by).toEqual([assistant.session.person]);
  tablet.expectNoFault();
});
