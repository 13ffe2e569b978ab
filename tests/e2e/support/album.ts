// What the album shows: every page, paper and form of the product, each by somebody who meets it.
import path from 'node:path';
import { BESIDE, type Places } from './furnish';
import type { Tablet } from './tablet';

export interface Picture {
  name: string;
  /** Who meets it; nobody where nobody has signed in. */
  person: string;
  address: (places: Places) => string;
  /** What is done there before the picture is taken. */
  act?: (tablet: Tablet) => Promise<void>;
  /** What brings the tablet back to where the next picture begins. */
  after?: (tablet: Tablet) => Promise<void>;
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

/** Presses it and waits for what it opens. */
const dialog = (name: RegExp) => async (tablet: Tablet) => {
  await press(tablet, name);
  await tablet.page.locator('dialog[open]').waitFor();
};

/** Waits for what a form says is missing or wrong. */
const complained = (tablet: Tablet) => tablet.page.locator('[role=alert]:not(:empty), .field-error:not(:empty)').first().waitFor();

/** Chooses a file and waits for what its lines would do. */
const sheet = (name: string) => async (tablet: Tablet) => {
  const file = path.resolve(import.meta.dirname, '../fixtures', `${name}.xlsx`);
  await tablet.page.locator('main input[type=file]').first().setInputFiles(file);
  await tablet.page.locator('main tbody tr').first().waitFor();
};

const entry = (name: string) => (places: Places) => known(places.entries, name);

const COMPLAINTS: Picture[] = [
  plain('complaints', 'manager', '/complaints'),
  at('case', 'manager', complaint('opened')),
  at('case-referred', 'cleaning-head', complaint('dispatched')),
  at('case-to-follow-up', 'manager', complaint('owed')),
  at('case-of-a-repair', 'assistant', complaint('repair')),
  at('register-paper', 'manager', (places) => `${complaint('handled')(places)}/paper`),
  at('referral-paper', 'manager', (places) => `${complaint('dispatched')(places)}/referrals/1`),
  at('case-with-photo', 'manager', complaint('with_photo')),
  at('case-joined', 'manager', complaint('joined')),
  at('case-voided', 'manager', complaint('voided')),
  at('case-followed-up', 'officer', complaint('named')),
  step('step', 'manager', complaint('joined'), 'part_duplicate'),
  step('step', 'manager', complaint('with_photo'), 'void_entry', entry('voidable')),
  ...['confirm_conduct', 'deny_conduct'].map((name) => step('step', 'officer', complaint('named'), name, entry('conduct'))),
  plain('register', 'assistant', '/complaints/new'),
  plain('register-searched', 'assistant', '/complaints/new', async (tablet) => {
    await tablet.page.locator('#register-unit').fill('a');
    await tablet.page.locator('main ul button').first().waitFor();
  }),
  plain('register-refused', 'assistant', '/complaints/new', async (tablet) => {
    await tablet.page.locator('.primary-bar .button').last().click();
    await complained(tablet);
  }),
  plain('register-a-repair', 'assistant', '/complaints/new?request=repair'),
  step('step', 'assistant', complaint('registered'), 'hand_up'),
  ...['open', 'dispatch', 'dispatch_again', 'decide_severity', 'name_department', 'handle', 'close_out'].map((name) =>
    step('step', 'manager', complaint('opened'), name),
  ),
  ...['refer', 'step_back', 'join_duplicate'].map((name) => step('step', 'manager', complaint('dispatched'), name)),
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
  at('face-unanswered', 'engineering-head', (places) => `/follow-ups/${places.cases.owed}/face`, async (tablet) => {
    await tablet.page.locator('.face .button-primary').click();
    await complained(tablet);
  }),
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
  at('slip-working-material', 'electrician', slip('working'), dialog(/^(登记公司材料|Add company material)/)),
  step('slip', 'electrician', slip('working'), 'build_in', (places) => `${known(places.entries, 'checked')}.0`),
  step('slip', 'electrician', slip('working'), 'void', entry('checked')),
  ...['Withdraw', 'TellToCollect', 'Deliver'].map((name) => step('slip', 'assistant', slip('made'), name)),
  step('slip', 'manager', slip('completed'), 'void_sign_off', entry('signature')),
  ...['Schedule', 'Attempt', 'EndUnreachable'].map((name) => step('slip', 'team-leader', slip('completed'), name)),
];

const VIOLATIONS: Picture[] = [
  plain('violations', 'manager', '/violations'),
  at('violation-noticed', 'site-manager', violation('other noticed')),
  at('violation-signed', 'team-leader', violation('other in_effect')),
  at('arrears-to-sign', 'director', violation('arrears to_sign')),
  at('arrears-carried-out', 'site-manager', violation('arrears carried_out')),
  at('violation-paper', 'director', (places) => `${violation('arrears carried_out')(places)}/papers/${places.violations['arrears carried_out'].disposition}`),
  at('violation-closed', 'site-manager', violation('closed')),
  at('violation-joined', 'site-manager', violation('joined')),
  step('violation', 'site-manager', violation('closed'), 'reopen_violation'),
  step('violation', 'site-manager', violation('joined'), 'part_violation'),
  step('violation', 'team-leader', violation('closed'), 'void_entry', entry('persuaded')),
  plain('notice', 'team-leader', '/violations/new'),
  plain('notice-refused', 'team-leader', '/violations/new', async (tablet) => {
    await tablet.page.locator('.primary-bar .button').last().click();
    await complained(tablet);
  }),
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
  plain('sign-in-by-code', '', '/sign-in', (tablet) => press(tablet, /^(用一次性登录码|Sign in with a one-time)/)),
  plain('sign-in-refused', '', '/sign-in', async (tablet) => {
    await tablet.page.locator('#sign-in-name').fill('manager');
    await tablet.page.locator('#password').fill('not the password');
    await tablet.page.locator('#password').press('Enter');
    await complained(tablet);
  }),
  plain('set-up', '', '/set-up'),
  plain('set-up-refused', '', '/set-up', async (tablet) => {
    await tablet.page.locator('main button[type=submit]').click();
    await complained(tablet);
  }),
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
  at('occupant-change', 'assistant', (places) => `/occupants/${places.unit}`, (tablet) => press(tablet, /^(修改|Change)$/)),
  at('occupant-leave', 'assistant', (places) => `/occupants/${places.unit}`, dialog(/^(登记迁出|Record the move)/)),
  plain('occupant-new', 'assistant', '/occupants/new'),
  plain('import', 'assistant', '/occupants/import'),
  plain('import-shown', 'assistant', '/occupants/import', sheet('occupants')),
  plain('prices-shown', 'manager', '/work-orders/prices', sheet('prices')),
  plain('go-live', 'director', '/import'),
  plain('go-live-staff-shown', 'director', '/import/staff', sheet('go-live-staff')),
  plain('go-live-complaints-shown', 'manager', '/import/complaints', sheet('go-live-complaints')),
  plain('go-live-work-orders-shown', 'manager', '/import/work-orders', sheet('go-live-work-orders')),
  plain('go-live-complaints', 'manager', '/import/complaints'),
  plain('go-live-work-orders', 'manager', '/import/work-orders'),
  plain('go-live-staff', 'director', '/import/staff'),
  plain('board', 'manager', '/board'),
  // The first of a month has nothing to count yet.
  plain('board-of-last-month', 'manager', '/board', (tablet) => press(tablet, /^(上个月|Previous month)$/)),
  at('dispatch-log', 'manager', (places) => `/dispatch-log/${places.months.sealed}`),
  at('dispatch-log-paper', 'manager', (places) => `/dispatch-log/${places.months.sealed}/paper`, async (tablet) => {
    await tablet.page.locator('article.paper').waitFor();
  }),
  plain('summaries', 'assistant', '/summaries'),
  at('summary-to-hand-in-anew', 'assistant', (places) => `/summaries/${places.months.submitted}`),
  at('summary-submitted', 'manager', (places) => `/summaries/${places.months.submitted}`, async (tablet) => {
    await press(tablet, /^(加一项|Add a point)$/);
    await tablet.page.locator('#point-0').waitFor();
  }),
  at('summary-sealed', 'manager', (places) => `/summaries/${places.months.sealed}`),
  at('summary-with-a-point', 'cleaning-head', (places) => `/summaries/${places.months.sealed}`),
  at('summary-paper', 'manager', (places) => `/summaries/${places.months.sealed}/paper`),
  plain('counted', 'manager', '/complaints?show=overdue'),
  plain('staff', 'director', '/staff'),
  at('staff-person', 'director', (places) => `/staff/${places.person}`),
  at('staff-grant', 'director', (places) => `/staff/${places.person}`, dialog(/^(增加职务|Add a role)/)),
  at('staff-end-role', 'director', (places) => `/staff/${places.person}`, dialog(/^(结束职务|End the role)/)),
  at('staff-remove', 'director', (places) => `/staff/${places.person}`, dialog(/^(移出员工|Remove from)/)),
  at('staff-code', 'director', (places) => `/staff/${places.person}`, async (tablet) => {
    await press(tablet, /^(发一次性登录码|Issue a one-time)/);
    await tablet.page.locator('main code').waitFor();
  }),
  plain('staff-devices', 'director', '/staff/devices', (tablet) => tablet.page.locator('main .card').nth(1).waitFor()),
  plain('staff-device-revoke', 'director', '/staff/devices', dialog(/^(停用|Revoke)/)),
  plain('staff-new', 'director', '/staff/new'),
  plain('settings', 'director', '/settings'),
  plain('settings-of-the-company', 'executive', '/settings'),
  plain('settings-of-a-technician', 'plumber', '/settings'),
  plain('settings-change', 'director', '/settings', dialog(/^(修改|Change) .*(回访|ollow)/)),
  plain('settings-guard', 'executive', '/settings', (tablet) => press(tablet, /^(开放|Open|Enable)/)),
  plain('settings-limit', 'manager', '/settings', dialog(/^(修改|Change)\s*(设备|Equipment)$/)),
  plain('settings-procedure', 'director', '/settings/procedure'),
  plain('settings-sign-out', 'manager', '/settings', dialog(/^(退出登录|Sign out)/)),
  plain('attention', 'assistant', '/attention'),
  plain('attention-drop', 'assistant', '/attention', dialog(/^(作废|Drop)$/)),
  plain('attention-drop-all', 'assistant', '/attention', dialog(/^(全部作废|Drop all)/)),
  plain('attention-to-confirm', 'officer', '/attention'),
  plain('attention-deny', 'officer', '/attention', dialog(/^(不属实|It is not so)/)),
  plain('attention-of-the-manager', 'manager', '/attention'),
  plain('attention-empty', 'plumber', '/attention'),
];

/** Where nothing has happened yet, each page says what to do first. */
const NEW_PLACES = {
  today: '/',
  'follow-ups': '/follow-ups',
  complaints: '/complaints',
  'work-orders': '/work-orders',
  dispatch: '/dispatch',
  prices: '/work-orders/prices',
  violations: '/violations',
  occupants: '/occupants',
  board: '/board',
  summaries: '/summaries',
  staff: '/staff',
  'duty-log': '/duty-log',
  'work-journal': '/work-journal',
  settings: '/settings',
  attention: '/attention',
};
const NEW: Picture[] = Object.entries(NEW_PLACES).map(([name, address]) => plain(`new-${name}`, BESIDE.new, address));

/** An estate is spoken to in its own words. */
const ESTATE: Picture[] = [
  ...Object.entries({ today: '/', register: '/complaints/new', occupants: '/occupants', board: '/board', settings: '/settings', procedure: '/settings/procedure' }).map(
    ([name, address]) => plain(`estate-${name}`, BESIDE.estate, address),
  ),
  at('estate-home', BESIDE.estate, (places) => `/occupants/${places.home}`),
];

const listed = (tablet: Tablet) => tablet.page.locator('main li').first().waitFor();
const online = (tablet: Tablet) => tablet.context.setOffline(false);

/** Without network from here on; what the page asks for then is refused with this notice. */
async function offline(tablet: Tablet, ask: RegExp) {
  await tablet.context.setOffline(true);
  await press(tablet, ask);
  await tablet.page.locator('main .notice').getByText(/没有网络|no network/).waitFor();
}

/** What was before a tablet's window, and is asked of the server. */
const OLDER: Picture[] = [
  plain('older', BESIDE.older, '/older'),
  plain('older-refused', BESIDE.older, '/older', async (tablet) => {
    await press(tablet, /^(查找|Find)$/);
    await complained(tablet);
  }),
  plain('older-found', BESIDE.older, '/older?by=unit&what=A-101', listed),
  at('older-found-by-number', BESIDE.older, (places) => `/older?by=number&what=${places.long_ago.number}`, listed),
  at('older-found-by-month', BESIDE.older, (places) => `/older?by=month&what=${places.long_ago.month}`, listed),
  plain('older-nothing-found', BESIDE.older, '/older?by=number&what=TS1999-0001', (tablet) => tablet.page.locator('main .empty').waitFor()),
  { ...plain('older-offline', BESIDE.older, '/older?by=unit&what=A-101', (tablet) => offline(tablet, /^(查找|Find)$/)), after: online },
  plain('older-list', BESIDE.older, '/complaints'),
  at('older-case', BESIDE.older, (places) => `/complaints/${places.long_ago.complete}`),
  at('older-board', BESIDE.older, (places) => `/board?month=${places.long_ago.month}`, (tablet) => tablet.page.locator('main .figure').first().waitFor()),
  {
    ...at('older-board-offline', BESIDE.older, (places) => `/board?month=${places.long_ago.month}`, (tablet) => offline(tablet, /^(上个月|Previous month)$/)),
    after: online,
  },
];

export const ALBUM: Picture[] = [...OFFICE, ...COMPLAINTS, ...REPAIRS, ...VIOLATIONS, ...NEW, ...ESTATE, ...OLDER];
