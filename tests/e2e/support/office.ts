// A real office founded through the API, for flows about something else than its beginning, and a hand that
// writes commands without the app: what a forger would do.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type APIRequestContext, type APIResponse, expect, request } from '@playwright/test';
import { TOKEN } from './server';

export const PASSWORD = 'correct horse battery';

/** A day at the office, counted from today. */
export const dayFromNow = (days: number) => new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);

const baseURL = process.env.HUIFANG_BASE_URL;

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A name-based id (version 5), as units and departments have. */
function named(space: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(space.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export interface Session {
  person: string;
  device: string;
  office: string;
  epoch: number;
  server_time: number;
}

type Sealed = { digest: string; salt: string; value: string };

/** Somebody signed in without the app. */
export class Hand {
  private number = 0;
  private sealed: Sealed[] = [];
  /** What the office's clock is ahead of this machine's: only a demo's has been moved. */
  private ahead: number;

  private constructor(
    readonly api: APIRequestContext,
    readonly session: Session,
  ) {
    this.ahead = session.server_time - Date.now();
  }

  /** The time at the office. */
  now(): number {
    return Date.now() + this.ahead;
  }

  private static async opened(path: string, data: object): Promise<Hand> {
    const api = await request.newContext({ baseURL });
    const answer = await api.post(path, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return new Hand(api, await answer.json());
  }

  /** A demo may have worked by its procedure since a day that is past, and its clock may begin there. */
  static found(office: string, director: string, departments: string[], demo = false, procedure = 'mall', effective_on?: string, clock?: number): Promise<Hand> {
    return Hand.opened('/api/setup', {
      token: TOKEN,
      company: `${office}公司`,
      office,
      procedure,
      director: { name: '周建国', sign_in_name: director, password: PASSWORD },
      utc_offset_minutes: 480,
      demo,
      departments,
      ...(effective_on && { effective_on }),
      ...(clock !== undefined && { clock }),
    });
  }

  static signIn(sign_in_name: string, password = PASSWORD): Promise<Hand> {
    return Hand.opened('/api/session', { sign_in_name, password });
  }

  department(name: string): string {
    return named(this.session.office, `department|${name}`);
  }

  unit(code: string): string {
    return named(this.session.office, `unit|${code}`);
  }

  seal(value: string): string {
    const salt = randomBytes(16);
    const digest = sha256(Buffer.concat([salt, Buffer.from(value)]));
    this.sealed.push({ digest, salt: salt.toString('hex'), value });
    return digest;
  }

  /** Pushes one command, and gives the server's answer to it; it may have lain on its tablet since `at`. */
  async push(body: object, conducted_by = [this.session.person], at = this.now()): Promise<any> {
    const reply = await this.pushed([this.command(body, conducted_by, [], at)]);
    expect(reply.ok(), await reply.text()).toBe(true);
    return (await reply.json()).answers[0].answer;
  }

  /** Pushes commands of which each builds on the one before, as a tablet without network makes them. */
  async pushEachAfterTheOther(bodies: (() => object)[]): Promise<any[]> {
    const commands: any[] = [];
    for (const body of bodies) commands.push(this.command(body(), [this.session.person], commands.slice(-1)));
    const reply = await this.pushed(commands);
    expect(reply.ok(), await reply.text()).toBe(true);
    return (await reply.json()).answers.map((one: any) => one.answer);
  }

  private pushed(commands: object[]): Promise<APIResponse> {
    return this.api.post('/api/push', { data: { epoch: this.session.epoch, commands } });
  }

  private command(body: object, conducted_by: string[], before: { id: string }[] = [], at = this.now()): any {
    const { person, device, office } = this.session;
    this.number += 1;
    const command = {
      id: randomUUID(),
      writer: { person, device },
      number: this.number,
      streams: [{ id: office, seen: 1_000_000_000 }],
      recorded_by: person,
      conducted_by,
      happened_at: at,
      entered_at: at,
      clock_offset: 0,
      body,
      personal: this.sealed,
      schema: 1,
      app: 'by hand',
      after: before.map((one) => one.id),
    };
    this.sealed = [];
    return command;
  }

  async expectAccepted(body: object, conducted_by?: string[]) {
    expect(await this.push(body, conducted_by)).toHaveProperty('accepted');
  }

  /** Moves a demo's clock; others learn of it when they sign in again. */
  async moveClock(to: number) {
    const moved = await this.api.post('/api/demo/clock', { data: { to } });
    expect(moved.ok(), await moved.text()).toBe(true);
    this.ahead = to - Date.now();
  }

  /** Adds somebody, who signs in once so that a password stands. */
  async addStaff(name: string, sign_in_name: string, role: string, department?: string): Promise<Hand> {
    const person = randomUUID();
    const from = new Date(this.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const grant = { role, from, ...(department && { department: this.department(department) }) };
    await this.expectAccepted({
      person: { add: { person, name: this.seal(name), sign_in_name, roles: [grant] } },
    });
    const answer = await this.api.post(`/api/people/${person}/code`);
    expect(answer.ok(), await answer.text()).toBe(true);
    const { code } = await answer.json();
    return Hand.opened('/api/session/code', { sign_in_name, code, password: PASSWORD });
  }

  async addUnit(code: string, name: string, phone: string, kind = 'merchant') {
    const record = { code, kind, name: this.seal(name), phone: this.seal(phone) };
    await this.expectAccepted({ occupant: { record: { unit: this.unit(code), record } } });
  }

  /** Takes a complaint down, and gives its id. */
  async register(unit: string, occupant: string, content: string, department: string, severity: string, photos: string[] = []) {
    const id = randomUUID();
    const registration = {
      unit: this.unit(unit),
      unit_code: unit,
      occupant: this.seal(occupant),
      content: this.seal(content),
      phone: this.seal('13800010001'),
      category: 'equipment',
      department: this.department(department),
      severity_proposed: severity,
      photos,
    };
    await this.expectAccepted({ complaint: { register: { case: id, registration } } });
    return id;
  }

  async complaint(step: object) {
    await this.expectAccepted({ complaint: step });
  }

  /** A follow-up of a complaint, face to face, with nothing left to wish for and nobody there to sign. */
  followUp(id: string, round = 1, more: object = {}): object {
    const contents = {
      quality: 'satisfied',
      effect: 'satisfied',
      satisfaction: 'satisfied',
      shortcomings: this.seal('无'),
      suggestions: this.seal('无'),
    };
    const entry = { case: id, round, channel: 'in_person', contents, problem_left: false, unsigned_reason: '店长不在', ...more };
    return { complaint: { record_follow_up: entry } };
  }

  /** A change of a unit's telephone as another tablet sends it, setting out from what stood there. */
  changePhone(code: string, name: string, becomes: string, was: string) {
    const changes = [{ phone: { was: this.seal(was), becomes: this.seal(becomes) } }];
    return { occupant: { change_occupant: { unit: this.unit(code), occupant: this.seal(name), changes } } };
  }

  /** Keeps a photo, and gives its name. */
  async photo(bytes: Buffer): Promise<string> {
    const name = sha256(bytes);
    const kept = await this.api.put(`/api/photos/${name}`, { data: bytes });
    expect(kept.ok(), await kept.text()).toBe(true);
    return name;
  }

  /** Hands in bytes that no server can read; they are kept as they came. */
  async holdUnreadable(bytes: string) {
    const { person, device, epoch } = this.session;
    this.number += 1;
    const held = { epoch, writer: { person, device }, number: this.number, id: randomUUID(), command: bytes, trouble: 'unreadable' };
    const answer = await this.api.post('/api/hold', { data: held });
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  /** Everything that happened to one thing, in its order. */
  async events(stream: string): Promise<any[]> {
    const answer = await this.api.get(`/api/streams/${stream}`);
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()).events;
  }

  /** The state of every head the office has. */
  async heads(): Promise<any[]> {
    const first = await (await this.api.get('/api/first')).json();
    const parts = Math.ceil(first.streams / first.part_streams);
    const heads = [];
    for (let part = 0; part < parts; part += 1) {
      heads.push(...(await (await this.api.get(`/api/first/heads?part=${part}`)).json()).heads);
    }
    return heads;
  }
}
