// An office that has worked for longer than a tablet holds: what was closed at its beginning is with the server alone.
import { expect } from '@playwright/test';
import { Hand, dayFromNow } from './office';

/** Months since then: beyond the thirteen a tablet holds. */
const MONTHS = 16;

export interface LongAgo {
  /** The month in which everything old happened, as `2025-07`. */
  month: string;
  /** The complaint that is complete since then, its number, and what was said and done. */
  complete: string;
  number: string;
  said: string;
  done: string;
  /** Another one of then, at the same unit. */
  voided: string;
  violation: string;
  /** What was taken down today. */
  newer: string;
  newer_said: string;
}

/** Where it was: a shop that is still there. */
export const UNIT = { code: 'A-101', name: '云裳女装' };

/** Founds it and lets the years pass. Its people are `<stem>-director`, `<stem>-manager` and `<stem>-assistant`. */
export async function officeOfLongAgo(office: string, stem: string): Promise<LongAgo> {
  const [year, month] = dayFromNow(0).split('-').map(Number);
  // The tenth, ten in the morning at the office.
  const then = Date.UTC(year, month - 1 - MONTHS, 10, 2);
  const first = new Date(Date.UTC(year, month - 1 - MONTHS, 1)).toISOString().slice(0, 10);
  const director = await Hand.found(office, `${stem}-director`, ['工程部'], true, 'mall', first, then);
  const manager = await director.addStaff('林慧敏', `${stem}-manager`, 'property_manager');
  const assistant = await director.addStaff('李婷婷', `${stem}-assistant`, 'property_assistant');
  const leader = await director.addStaff('马建军', `${stem}-leader`, 'site_team_leader');
  const site = await director.addStaff('郑国强', `${stem}-site`, 'site_manager');
  await assistant.addUnit(UNIT.code, UNIT.name, '13800010001');

  const said = '试衣间的灯整排不亮，换衣服看不清。';
  const done = '换了整流器，亮度正常。';
  const complete = await assistant.register(UNIT.code, UNIT.name, said, '工程部', 'major');
  await manager.complaint({ decide_severity: { case: complete, severity: 'major' } });
  await manager.complaint({ handle: { case: complete, was: 'registered', result: manager.seal(done) } });
  await assistant.complaint({ close_out: { case: complete, was: 'handled' } });
  await manager.expectAccepted(manager.followUp(complete, 1, { early_reason: '店长当面要求当天确认。' }));

  const voided = await assistant.register(UNIT.code, UNIT.name, '写重了的一条。', '工程部', 'general');
  const entry = (await manager.events(voided))[0].command;
  await manager.complaint({ void_entry: { case: voided, entry, reason: '与前一条写重了。' } });

  const violation = crypto.randomUUID();
  const observation = {
    unit: leader.unit(UNIT.code),
    unit_code: UNIT.code,
    occupant: leader.seal(UNIT.name),
    item: 'fire_lane_blocked',
    seen: leader.seal('推车停在消防通道口。'),
  };
  await leader.expectAccepted({ violation: { notice_violation: { case: violation, observation } } });
  await leader.expectAccepted({ violation: { persuade: { case: violation, words: leader.seal('店长当场把推车推走。'), stopped: true } } });
  await site.expectAccepted({ violation: { decide_violation_severity: { case: violation, severity: 'general' } } });
  await site.expectAccepted({ violation: { close_violation: { case: violation, outcome: 'stopped', note: '当场改正。' } } });

  await director.moveClock(Date.now());
  const desk = await Hand.signIn(`${stem}-assistant`);
  const newer_said = '店门口的地灯今早开始闪。';
  const newer = await desk.register(UNIT.code, UNIT.name, newer_said, '工程部', 'general');
  const head = (await desk.heads()).find((one) => one.stream === complete)?.data.complaint;
  expect(head).toMatchObject({ complete: true });
  return { month: first.slice(0, 7), complete, number: head.number, said, done, voided, violation, newer, newer_said };
}
