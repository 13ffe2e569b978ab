// What happens in the demo office before its pictures are taken, so that none of its pages is empty; and the
// offices beside it: one that began today, one of an estate, one that is older than what a tablet holds, and one whose
// server comes back from an older copy.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, request } from '@playwright/test';
import { type LongAgo, officeOfLongAgo } from './long_ago';
import { Hand, PASSWORD, dayFromNow } from './office';
import { TOKEN } from './server';

const DEMO_PASSWORD = 'huifang-demo';
const HOUR = 3_600_000;
const PHOTO = path.resolve(import.meta.dirname, '../../../app/icons/mark-192.png');

/** Who looks at the offices beside the demo. */
export const BESIDE = { new: 'album-new', estate: 'album-estate', older: 'album-older-manager' };

export const passwordOf = (name: string) => (Object.values(BESIDE).includes(name) ? PASSWORD : DEMO_PASSWORD);

/** What the addresses name. */
export interface Places {
  /** Complaints by status; `owed` is one to follow up, `repair` one that is none. */
  cases: Record<string, string>;
  /** Work orders by phase. */
  slips: Record<string, string>;
  /** Violations by kind and by the stage of their disposition, such as `arrears carried_out`. */
  violations: Record<string, { id: string; disposition: string }>;
  /** Months by how far their summary is: `submitted`, and `sealed`, the latest with a point that is open. */
  months: { submitted: string; sealed: string };
  /** Entries a form is about: by what they did, `signed_off`, `voidable`. */
  entries: Record<string, string>;
  unit: string;
  /** A home of the estate. */
  home: string;
  person: string;
  /** What happened before a tablet's window. */
  long_ago: LongAgo;
}

/** What is in the demo office by itself. */
type Found = Omit<Places, 'entries' | 'home' | 'long_ago'>;

/** Finds its way about in the demo office. */
async function places(hand: Hand): Promise<Found> {
  const [heads, engineering] = [await hand.heads(), hand.department('工程部')];
  const of = (kind: string) => heads.filter((head) => head.data[kind]).map((head) => ({ id: head.stream as string, ...head.data[kind] }));
  const cases: Record<string, string> = {};
  for (const one of of('complaint')) {
    const place = one.request === 'repair' ? 'repair' : one.status;
    if (one.set_aside || one.complete) continue;
    cases[place] ??= one.id;
    const owed = place !== 'repair' && one.department === engineering && one.severity === 'general' && one.rounds.some((round: any) => round.state === 'owed');
    if (!owed) continue;
    if (cases.owed) cases.owed_too ??= one.id;
    cases.owed ??= one.id;
  }
  const slips: Record<string, string> = {};
  for (const one of of('work_order')) slips[one.phase] ??= one.id;
  const violations: Places['violations'] = {};
  for (const one of of('violation')) {
    const last = one.dispositions.at(-1);
    const kind = one.item === 'payment_refused' ? 'arrears' : 'other';
    violations[`${kind} ${last?.stage ?? 'noticed'}`] ??= { id: one.id, disposition: last?.id ?? '' };
  }
  const summaries = of('summary').sort((one, other) => (one.month < other.month ? -1 : 1));
  const month = (sealed: boolean) => {
    const found = summaries.findLast((one) => Boolean(one.sealed_at) === sealed);
    if (!found) throw new Error('The demo office handed no such month in.');
    return found.month as string;
  };
  const months = { submitted: month(false), sealed: month(true) };
  return { cases, slips, violations, months, unit: of('unit')[0].id, person: of('person')[0].id };
}

/** The entry by which something was done to a thing. */
async function entry(hand: Hand, stream: string, did: string): Promise<string> {
  const found = (await hand.events(stream)).findLast((one: any) => JSON.stringify(one.body).includes(`"${did}"`));
  if (!found) throw new Error(`Nothing there was ${did}.`);
  return found.command;
}

const sit = (name: string) => Hand.signIn(name, DEMO_PASSWORD);

/** Entries of complaints: referred, doubled, handed in for somebody on leave, named others, refused. */
async function complaints(hands: Record<string, Hand>, before: Found) {
  const { manager, assistant, officer, head } = hands;
  // What is beyond the own department goes to the one responsible (C1).
  const referred = before.cases.dispatched ?? before.cases.opened;
  const content = manager.seal('请在滴水处放防滑垫并值守。');
  await manager.complaint({ refer: { case: referred, referral: 1, department: manager.department('保洁部'), content, limit: Date.now() + 4 * HOUR } });

  // One that is a double of another, with the photo that came along.
  const known = (await manager.heads()).find((head) => head.data.unit)?.data.unit;
  const photo = await assistant.photo(await readFile(PHOTO));
  const twice = await assistant.register(known.code, known.name, '空调出风口滴水，地面湿滑。', '工程部', 'general', [photo]);
  const again = await assistant.register(known.code, known.name, '空调还在滴水。', '工程部', 'general');
  await manager.complaint({ join_duplicate: { case: again, of: twice } });
  await assistant.register(known.code, known.name, '扶梯口的灯一直闪。', '工程部', 'general');

  // During the manager's leave the officer opens it in their name.
  const from = { from: manager.session.person, to: officer.session.person, roles: ['property_manager'] };
  await manager.expectAccepted({ mandate: { delegate: { ...from, starts: dayFromNow(0), until: dayFromNow(6) } } });
  await officer.complaint({ open: { case: twice, was: 'registered' } });
  const voided = await assistant.register(known.code, known.name, '写重了的一条。', '工程部', 'general');
  const wrong = await entry(manager, voided, 'registered');
  await assistant.complaint({ void_entry: { case: voided, entry: wrong, reason: '与前一条写重了。' } });
  const voidable = await entry(manager, twice, 'opened');

  // A follow-up that names somebody who has not said yet that it was so.
  const went = [head.session.person, officer.session.person];
  await head.expectAccepted(head.followUp(before.cases.owed_too, 1, { late_reason: '盘点期间店里没有人。' }), went);
  const conduct = await entry(manager, before.cases.owed_too, 'follow_up_recorded');

  // Refused: three steps of somebody who came second, as one bundle.
  const handled = before.cases.handled ?? before.cases.closed_out;
  await assistant.pushEachAfterTheOther([
    () => ({ complaint: { hand_up: { case: handled, was: 'registered', reason: '要动配电箱，超出物业助理职责。' } } }),
    () => ({ complaint: { handle: { case: handled, was: 'registered', result: assistant.seal('换了整套灯管，观察十分钟不再闪。') } } }),
    () => ({ complaint: { close_out: { case: handled, was: 'handled' } } }),
  ]);
  return { cases: { with_photo: twice, joined: again, voided, named: before.cases.owed_too }, entries: { voidable, conduct } };
}

/** One violation that came to its end, one that is a double; refused measures and severities. */
async function violations(hands: Record<string, Hand>, before: Found) {
  const { manager, leader, siteManager } = hands;
  const known = (await manager.heads()).find((head) => head.data.unit)?.data.unit;
  const notice = async (seen: string) => {
    const id = crypto.randomUUID();
    const observation = { unit: leader.unit(known.code), unit_code: known.code, occupant: leader.seal(known.name), item: 'fire_lane_blocked', seen: leader.seal(seen) };
    await leader.expectAccepted({ violation: { notice_violation: { case: id, observation } } });
    return id;
  };
  const closed = await notice('推车停在消防通道口。');
  const words = leader.seal('店长当场把推车推走。');
  await leader.expectAccepted({ violation: { persuade: { case: closed, words, stopped: true } } });
  await siteManager.expectAccepted({ violation: { decide_violation_severity: { case: closed, severity: 'general' } } });
  await siteManager.expectAccepted({ violation: { close_violation: { case: closed, outcome: 'stopped', note: '当场改正。' } } });
  const [first, joined] = [await notice('纸箱堆在消防通道口。'), await notice('消防通道口又堆了纸箱。')];
  await siteManager.expectAccepted({ violation: { join_violation: { case: joined, of: first } } });
  const persuaded = await entry(manager, closed, 'persuaded');

  // Refused: a measure by somebody who may only persuade; a severity two people decided differently.
  const proposal = { measure: 'public_criticism', opinion: '在公告栏通报。', executors: [leader.session.person], last_day: '2030-01-31' };
  await leader.push({ violation: { propose_disposition: { case: Object.values(before.violations)[0].id, proposal } } });
  const noticed = before.violations['other noticed'].id;
  await siteManager.push({ violation: { decide_violation_severity: { case: noticed, severity: 'major' } } });
  await manager.push({ violation: { decide_violation_severity: { case: noticed, severity: 'general' } } });
  return { violations: { closed, joined }, entries: { persuaded } };
}

/** Limits and figures with their versions, a measure opened on an opinion, a tablet that lost its entries. */
async function office(hands: Record<string, Hand>) {
  const { manager, director, executive, assistant } = hands;
  const limit = { category: 'equipment', minutes: 240, effective_on: dayFromNow(0), reason: '管理处例会决定。' };
  await manager.expectAccepted({ office: { set_category_limit: limit } });
  const figure = { figure: { complaint_threshold: 95 }, effective_on: dayFromNow(1), reason: '公司年度目标。' };
  await director.expectAccepted({ office: { override_figure: figure } });
  const opinion = { by: '明正律师事务所', dated: dayFromNow(-3), conclusion: '租金欠缴经书面催告后可停电，物业费不可。' };
  await executive.expectAccepted({ mandate: { enable_measure: { measure: 'utility_cut_off', opinion } } });
  const loss = { device: assistant.session.device, unsent: 3, photos: 1 };
  const told = await assistant.api.post('/api/devices/loss', { data: loss });
  expect(told.ok(), await told.text()).toBe(true);
}

/** What waits to be settled beside what was refused: held after its author left, unreadable, said twice of an occupant. */
async function unsettled(hands: Record<string, Hand>) {
  const { manager, director, assistant, cleaner } = hands;
  const known = (await manager.heads()).filter((head) => head.data.unit)[1].data.unit;
  await manager.expectAccepted(manager.changePhone(known.code, known.name, '13900000002', known.phone));
  await assistant.push(assistant.changePhone(known.code, known.name, '13900000003', known.phone));
  await assistant.holdUnreadable('{"body":{"complaint":{"register":{"content":"商户说：后门的灯不亮"}}},"schema":99}');
  await director.expectAccepted({ person: { remove: { person: cleaner.session.person, on: dayFromNow(0) } } });
  const registration = {
    unit: cleaner.unit(known.code),
    unit_code: known.code,
    occupant: cleaner.seal(known.name),
    content: cleaner.seal('走之前登记的一条：门口地砖翘起。'),
    phone: cleaner.seal('13800010001'),
    category: 'cleaning',
  };
  const case_ = crypto.randomUUID();
  await cleaner.push({ complaint: { register: { case: case_, registration } } }, undefined, Date.now() - 24 * HOUR);
}

/** A slip whose occupant brought material of their own. */
async function materials(hands: Record<string, Hand>, slip: string) {
  const { electrician, manager } = hands;
  const checks = [
    { name: '漏电开关', check: 'accepted', remark: '有合格证' },
    { name: '旧接线盒', check: 'rejected', remark: '外壳有裂纹' },
  ];
  await electrician.expectAccepted({ work_order: { check_occupant_material: { work_order: slip, checks } } });
  return entry(manager, slip, 'occupant_material_checked');
}

/** Nothing has happened here yet. */
async function newOffice() {
  await Hand.found('新开业广场物业管理处', BESIDE.new, [], true);
}

/** A few homes, one that complained. */
async function estate(): Promise<string> {
  const director = await Hand.found('梧桐苑物业服务中心', BESIDE.estate, ['工程部'], true, 'estate');
  const desk = await director.addStaff('李婷婷', 'album-estate-desk', 'dispatcher');
  for (const [code, name] of [['1-2-301', '王建平'], ['1-2-302', '刘芳']]) {
    await desk.addUnit(code, name, '13800010001', 'resident');
  }
  await desk.register('1-2-301', '王建平', '楼道灯三天没亮，老人上下楼看不见。', '工程部', 'general');
  return desk.unit('1-2-301');
}

/** An office whose server can be set back to what it was when this was called. */
export async function toBeSetBack(name: string): Promise<{ director: string; setBack: () => Promise<void> }> {
  const director = await Hand.found('回退广场物业管理处', name, ['工程部'], true);
  const assistant = await director.addStaff('李婷婷', `${name}-assistant`, 'property_assistant');
  await assistant.addUnit('A-101', '云裳女装', '13800010001');
  const api = await request.newContext({ baseURL: process.env.HUIFANG_BASE_URL });
  const ask = async (path: string, more: object) => {
    const answer = await api.post(path, { data: { token: TOKEN, office: director.session.office, ...more } });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.text();
  };
  const steps: object[] = [{ begin: { office: director.session.office } }];
  for (let after: unknown = 0; after !== undefined; ) {
    const step = JSON.parse(await ask('/api/export', { after, backup: false }));
    steps.push(step);
    after = step.page?.last;
  }
  // Written after the copy was made: only tablets have it once the server is set back.
  await assistant.register('A-101', '云裳女装', '收银台上方的灯一直闪。', '工程部', 'general');
  const setBack = async () => {
    await ask('/api/trial', { trial: 'lose' });
    for (const step of steps) await ask('/api/restore', { password: PASSWORD, step });
  };
  return { director: name, setBack };
}

/** Makes what the demo office lacks and the offices beside it, once for each server. */
export async function furnish(): Promise<Places> {
  // After a picture that could not be taken Playwright begins anew in another process.
  const file = path.join(path.resolve(import.meta.dirname, '../../../target'), `album-${createHash('sha256').update(TOKEN).digest('hex').slice(0, 8)}.json`);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return JSON.parse(known);
  const made = await furnished();
  await writeFile(file, JSON.stringify(made));
  return made;
}

async function furnished(): Promise<Places> {
  const manager = await sit('manager');
  const before = await places(manager);
  const names = ['director', 'executive', 'assistant', 'team-leader', 'site-manager', 'officer', 'engineering-head', 'electrician', 'cleaner'];
  const [director, executive, assistant, leader, siteManager, officer, head, electrician, cleaner] = await Promise.all(names.map(sit));
  const hands = { manager, director, executive, assistant, leader, siteManager, officer, head, electrician, cleaner };
  const signature = await entry(manager, before.slips.completed, 'signed_off');
  const ofComplaints = await complaints(hands, before);
  const ofViolations = await violations(hands, before);
  await office(hands);
  await unsettled(hands);
  const checked = await materials(hands, before.slips.working);
  await newOffice();
  const home = await estate();
  const long_ago = await officeOfLongAgo('老商场物业管理处', 'album-older');
  const after = await places(manager);
  const ends = Object.fromEntries(Object.entries(ofViolations.violations).map(([name, id]) => [name, { id, disposition: '' }]));
  return {
    ...after,
    cases: { ...after.cases, ...ofComplaints.cases },
    violations: { ...after.violations, ...ends },
    entries: { ...ofComplaints.entries, ...ofViolations.entries, checked, signature },
    home,
    long_ago,
  };
}
