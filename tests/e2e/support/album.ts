// What the album shows: every page, paper and form of the demo office, each by somebody who meets it; and what has to
// happen there first, so that none of them is empty.
import { Hand } from './office';
import type { Tablet } from './tablet';

export const DEMO_PASSWORD = 'huifang-demo';

/** What the addresses name. */
export interface Places {
  /** Complaints by status; `owed` is one to follow up, `repair` one that is none. */
  cases: Record<string, string>;
  /** Work orders by phase. */
  slips: Record<string, string>;
  /** Violations by kind and by the stage of their disposition, such as `arrears carried_out`. */
  violations: Record<string, { id: string; disposition: string }>;
  /** The entry by which the completed slip was signed. */
  signature: string;
  unit: string;
  person: string;
}

export interface Picture {
  name: string;
  /** Who meets it; nobody where nobody has signed in. */
  person: string;
  address: (places: Places) => string;
  /** What is done there before the picture is taken. */
  act?: (tablet: Tablet) => Promise<void>;
}

const HOUR = 3_600_000;

/** Finds its way about in the demo office. */
async function places(hand: Hand): Promise<Places> {
  const [heads, engineering] = [await hand.heads(), hand.department('工程部')];
  const of = (kind: string) => heads.filter((head) => head.data[kind]).map((head) => ({ id: head.stream as string, ...head.data[kind] }));
  const cases: Record<string, string> = {};
  for (const one of of('complaint')) {
    const place = one.request === 'repair' ? 'repair' : one.status;
    if (one.set_aside || one.complete) continue;
    cases[place] ??= one.id;
    const owed = place !== 'repair' && one.department === engineering && one.severity === 'general' && one.rounds.some((round: any) => round.state === 'owed');
    if (owed) cases.owed ??= one.id;
  }
  const slips: Record<string, string> = {};
  for (const one of of('work_order')) slips[one.phase] ??= one.id;
  const violations: Places['violations'] = {};
  for (const one of of('violation')) {
    const last = one.dispositions.at(-1);
    const kind = one.item === 'payment_refused' ? 'arrears' : 'other';
    violations[`${kind} ${last?.stage ?? 'noticed'}`] ??= { id: one.id, disposition: last?.id ?? '' };
  }
  const { events } = await (await hand.api.get(`/api/streams/${slips.completed}`)).json();
  const signed = events.find((one: any) => JSON.stringify(one.body).includes('signed_off'));
  return { cases, slips, violations, signature: signed?.command ?? '', unit: of('unit')[0].id, person: of('person')[0].id };
}

/** Makes what the demo office lacks. */
export async function furnish(): Promise<Places> {
  const sit = (name: string) => Hand.signIn(name, DEMO_PASSWORD);
  const [manager, assistant, leader, siteManager] = await Promise.all(['manager', 'assistant', 'team-leader', 'site-manager'].map(sit));
  const before = await places(manager);
  if ((await manager.heads()).some((head) => head.data.refusal)) return before;

  // What is beyond the own department goes to the one responsible (C1).
  const referred = before.cases.dispatched ?? before.cases.opened;
  const content = manager.seal('请在滴水处放防滑垫并值守。');
  const department = manager.department('保洁部');
  await manager.complaint({ refer: { case: referred, referral: 1, department, content, limit: Date.now() + 4 * HOUR } });

  // A wrong entry, voided; one that is a double of another.
  const known = (await manager.heads()).find((head) => head.data.unit)?.data.unit;
  const twice = await assistant.register(known.code, known.name, '空调出风口滴水，地面湿滑。', '工程部', 'general');
  const again = await assistant.register(known.code, known.name, '空调还在滴水。', '工程部', 'general');
  await manager.complaint({ join_duplicate: { case: again, of: twice } });
  await manager.complaint({ open: { case: twice, was: 'registered' } });

  // Refused: three steps of somebody who came second, as one bundle; a measure by somebody who may only persuade; a
  // severity two people decided differently.
  const handled = before.cases.handled ?? before.cases.closed_out;
  await assistant.pushEachAfterTheOther([
    () => ({ complaint: { hand_up: { case: handled, was: 'registered', reason: '要动配电箱，超出物业助理职责。' } } }),
    () => ({ complaint: { handle: { case: handled, was: 'registered', result: assistant.seal('换了整套灯管，观察十分钟不再闪。') } } }),
    () => ({ complaint: { close_out: { case: handled, was: 'handled' } } }),
  ]);
  const broken = Object.values(before.violations)[0];
  await leader.push({
    violation: {
      propose_disposition: {
        case: broken.id,
        proposal: { measure: 'public_criticism', opinion: '在公告栏通报。', executors: [leader.session.person], last_day: '2030-01-31' },
      },
    },
  });
  await siteManager.push({ violation: { decide_violation_severity: { case: before.violations['other noticed'].id, severity: 'major' } } });
  await manager.push({ violation: { decide_violation_severity: { case: before.violations['other noticed'].id, severity: 'general' } } });
  return places(manager);
}

/** A page that is a step's form over the page it belongs to. */
function step(base: string, person: string, page: (places: Places) => string, name: string, about?: (places: Places) => string): Picture {
  const address = (places: Places) => `${page(places)}?step=${name}${about ? `.${about(places)}` : ''}`;
  return { name: `${base}-${name.replaceAll('_', '-').toLowerCase()}`, person, address };
}

const plain = (name: string, person: string, address: string, act?: Picture['act']): Picture => ({ name, person, address: () => address, act });
const at = (name: string, person: string, address: Picture['address'], act?: Picture['act']): Picture => ({ name, person, address, act });

/** The one of this name; the album shows no place that is not there. */
function known<T>(of: Record<string, T>, name: string): T {
  const found = of[name];
  if (!found) throw new Error(`The demo office has nothing that is ${name}, only ${Object.keys(of).join(', ')}.`);
  return found;
}

const complaint = (status: string) => (places: Places) => `/complaints/${known(places.cases, status)}`;
const slip = (phase: string) => (places: Places) => `/work-orders/${known(places.slips, phase)}`;
const violation = (which: string) => (places: Places) => `/violations/${known(places.violations, which).id}`;

async function press(tablet: Tablet, name: RegExp) {
  await tablet.page.getByRole('main').getByRole('button', { name }).first().click();
}

const COMPLAINTS: Picture[] = [
  plain('complaints', 'manager', '/complaints'),
  at('case', 'manager', complaint('opened')),
  at('case-referred', 'cleaning-head', complaint('dispatched')),
  at('case-to-follow-up', 'manager', complaint('owed')),
  at('case-of-a-repair', 'assistant', complaint('repair')),
  at('register-paper', 'manager', (places) => `${complaint('handled')(places)}/paper`),
  at('referral-paper', 'manager', (places) => `${complaint('dispatched')(places)}/referrals/1`),
  plain('register', 'assistant', '/complaints/new'),
  plain('register-searched', 'assistant', '/complaints/new', async (tablet) => {
    await tablet.page.locator('#register-unit').fill('a');
    await tablet.page.locator('main ul button').first().waitFor();
  }),
  plain('register-refused', 'assistant', '/complaints/new', async (tablet) => {
    await tablet.page.locator('.primary-bar .button').last().click();
    await tablet.page.getByRole('alert').first().waitFor();
  }),
  plain('register-a-repair', 'assistant', '/complaints/new?request=repair'),
  step('step', 'assistant', complaint('registered'), 'hand_up'),
  ...['open', 'dispatch', 'dispatch_again', 'decide_severity', 'name_department', 'handle', 'close_out'].map((name) =>
    step('step', 'manager', complaint('opened'), name),
  ),
  ...['refer', 'step_back', 'join_duplicate', 'part_duplicate'].map((name) => step('step', 'manager', complaint('dispatched'), name)),
  step('step', 'cleaning-head', complaint('dispatched'), 'answer_referral', () => '1'),
  ...['schedule', 'send_technician', 'attempt', 'end_unreachable'].map((name) => step('step', 'manager', complaint('owed'), name)),
  step('step', 'assistant', complaint('repair'), 'make_slip'),
  plain('follow-ups', 'engineering-head', '/follow-ups'),
  at('record', 'engineering-head', (places) => `/follow-ups/${places.cases.owed}/record`),
  at('record-contents', 'engineering-head', (places) => `/follow-ups/${places.cases.owed}/record`, async (tablet) => {
    await tablet.page.locator('.step').nth(1).click();
  }),
  at('record-evaluation', 'engineering-head', (places) => `/follow-ups/${places.cases.owed}/record`, async (tablet) => {
    await tablet.page.locator('.step').nth(2).click();
  }),
  at('record-result', 'engineering-head', (places) => `/follow-ups/${places.cases.owed}/record`, async (tablet) => {
    await tablet.page.locator('.step').nth(3).click();
  }),
  at('face', 'engineering-head', (places) => `/follow-ups/${places.cases.owed}/face`),
];

const REPAIRS: Picture[] = [
  plain('work-orders', 'assistant', '/work-orders'),
  plain('dispatch', 'manager', '/dispatch'),
  plain('prices', 'manager', '/work-orders/prices'),
  at('slip-made', 'engineering-desk', slip('made')),
  at('slip-assigned', 'electrician', slip('assigned')),
  at('slip-working', 'electrician', slip('working')),
  at('slip-found-right', 'plumber', slip('found_right')),
  at('slip-completed', 'manager', slip('completed')),
  at('slip-sign', 'plumber', (places) => `${slip('found_right')(places)}/sign`),
  at('slip-paper', 'assistant', (places) => `${slip('completed')(places)}/paper`),
  step('slip', 'engineering-desk', slip('made'), 'Receive'),
  step('slip', 'engineering-desk', slip('received'), 'Assign'),
  ...['PassOn', 'GiveBack', 'Arrive', 'ConsentGiven', 'ConsentRefused', 'Reappoint', 'ConfirmItems'].map((name) =>
    step('slip', 'electrician', slip('assigned'), name),
  ),
  ...['AddMaterial', 'CheckMaterial', 'PhotosBefore', 'PhotosAfter', 'Begin', 'Pause', 'Finish', 'Charge', 'Trial', 'RefuseSignature'].map(
    (name) => step('slip', 'electrician', slip('working'), name),
  ),
  ...['Withdraw', 'TellToCollect', 'Deliver'].map((name) => step('slip', 'assistant', slip('made'), name)),
  step('slip', 'manager', slip('completed'), 'void_sign_off', (places) => places.signature),
  ...['Schedule', 'Attempt', 'EndUnreachable'].map((name) => step('slip', 'team-leader', slip('completed'), name)),
];

const VIOLATIONS: Picture[] = [
  plain('violations', 'manager', '/violations'),
  at('violation-noticed', 'site-manager', violation('other noticed')),
  at('violation-signed', 'team-leader', violation('other in_effect')),
  at('arrears-to-sign', 'director', violation('arrears to_sign')),
  at('arrears-carried-out', 'site-manager', violation('arrears carried_out')),
  at('violation-paper', 'director', (places) => `${violation('arrears carried_out')(places)}/papers/${places.violations['arrears carried_out'].disposition}`),
  plain('notice', 'team-leader', '/violations/new'),
  plain('notice-of-arrears', 'team-leader', '/violations/new', async (tablet) => {
    await tablet.page.locator('#notice-kind input[value=non_payment]').check();
  }),
  ...['persuade', 'decide_violation_severity', 'send_team_leader', 'refer_renovation', 'close_violation', 'join_violation'].map((name) =>
    step('violation', 'site-manager', violation('other noticed'), name),
  ),
  ...['state_arrears', 'claim_special_reason', 'judge_special_reason'].map((name) =>
    step('violation', 'site-manager', violation('arrears to_sign'), name),
  ),
  step('violation', 'site-manager', violation('other noticed'), 'propose_disposition', () => 'rectification_order'),
  step('violation', 'site-manager', violation('other noticed'), 'mark_not_applicable', () => 'compensation'),
  ...['weigh_disposition', 'countersign_disposition', 'decline_disposition', 'decide_for_company', 'withdraw_proposal'].map((name) =>
    step('violation', 'director', violation('arrears to_sign'), name, (places) => places.violations['arrears to_sign'].disposition),
  ),
  ...['carry_out_disposition', 'serve_notice', 'settle_standing', 'record_compliance', 'recheck_rectification', 'record_reconciliation'].map((name) =>
    step('violation', 'team-leader', violation('arrears carried_out'), name, (places) => places.violations['arrears carried_out'].disposition),
  ),
];

const OFFICE: Picture[] = [
  plain('sign-in', '', '/sign-in'),
  plain('set-up', '', '/set-up'),
  plain('today', 'engineering-head', '/'),
  plain('today-of-the-manager', 'manager', '/'),
  plain('today-of-a-technician', 'plumber', '/'),
  plain('today-of-the-director', 'director', '/'),
  plain('today-sync', 'manager', '/', async (tablet) => {
    await tablet.status().click();
    await tablet.page.getByRole('dialog').waitFor();
  }),
  plain('duty-log', 'manager', '/duty-log'),
  plain('work-journal', 'manager', '/work-journal'),
  plain('occupants', 'assistant', '/occupants'),
  at('occupant', 'assistant', (places) => `/occupants/${places.unit}`),
  plain('occupant-new', 'assistant', '/occupants/new'),
  plain('import', 'assistant', '/occupants/import'),
  plain('go-live', 'director', '/import'),
  plain('go-live-complaints', 'manager', '/import/complaints'),
  plain('go-live-work-orders', 'manager', '/import/work-orders'),
  plain('go-live-staff', 'director', '/import/staff'),
  plain('board', 'manager', '/board'),
  plain('counted', 'manager', '/complaints?show=overdue'),
  plain('staff', 'director', '/staff'),
  at('staff-person', 'director', (places) => `/staff/${places.person}`),
  plain('staff-new', 'director', '/staff/new'),
  plain('settings', 'director', '/settings'),
  plain('settings-of-the-company', 'executive', '/settings'),
  plain('settings-of-a-technician', 'plumber', '/settings'),
  plain('settings-change', 'director', '/settings', (tablet) => press(tablet, /^(修改|Change) /)),
  plain('settings-guard', 'executive', '/settings', (tablet) => press(tablet, /^(开放|Open|Enable)/)),
  plain('attention', 'assistant', '/attention'),
  plain('attention-of-the-manager', 'manager', '/attention'),
  plain('attention-empty', 'plumber', '/attention'),
];

export const ALBUM: Picture[] = [...OFFICE, ...COMPLAINTS, ...REPAIRS, ...VIOLATIONS];
