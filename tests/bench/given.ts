// What the others are given: the finished documents of the same office, and the bytes of our own first sync.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { bounded } from './bounded.ts';
import { type Document, digestOf } from './document.ts';
import { plan } from './plan.ts';

const PARTS_OF_DOCUMENTS = 5_000;
const MADE = path.join(plan.given, 'made.json');

interface Made {
  documents: number;
  /** Not closed out. */
  open: number;
  documentParts: number;
  /** Over all documents; see document.ts. */
  digest: string;
  bytes: number;
  ownParts: number;
  /** Of the events of each part, as they should lie on a tablet. */
  events: string[];
}

interface Fact {
  [kind: string]: Record<string, any>;
}

async function signIn(): Promise<string> {
  const answer = await fetch(`${plan.base_url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: plan.base_url },
    body: JSON.stringify({ sign_in_name: plan.office.sign_in_name, password: plan.office.password, device: null }),
  });
  if (!answer.ok) throw new Error(`The bench cannot sign in: ${answer.status} ${await answer.text()}`);
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
}

/** Personal values ride beside a body under their digests: a document has them in place. */
function resolved(value: any, personal: Map<string, string>): any {
  if (typeof value === 'string') return personal.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => resolved(one, personal));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, personal)]));
  }
  return value;
}

/** What came after the register, as it stands in the end. */
function outcome(events: any[]): { result: string | null; visits: object[] } {
  let result: string | null = null;
  const visits: object[] = [];
  for (const event of events) {
    const body = typeof event.body === 'string' ? JSON.parse(event.body) : event.body;
    const fact: Fact | string = body.fact.complaint ?? {};
    if (typeof fact === 'string') continue;
    const personal = new Map<string, string>((event.personal ?? []).map((one: any) => [one.digest, one.value]));
    if (fact.handled) result = resolved(fact.handled.result, personal);
    if (fact.follow_up_recorded) visits.push({ by: body.conducted_by, at: body.moment, ...resolved(fact.follow_up_recorded, personal) });
  }
  return { result, visits };
}

export async function prepare(): Promise<Made> {
  if (existsSync(MADE)) return JSON.parse(readFileSync(MADE, 'utf8'));
  console.error('▶ Making the documents for the others from the office (about 20 seconds for 10,000)');
  rmSync(plan.given, { recursive: true, force: true });
  mkdirSync(plan.given, { recursive: true });
  const cookie = await bounded('Signing in', 30, signIn());
  const get = async (what: string) => {
    const answer = await bounded(what, 120, fetch(plan.base_url + what, { headers: { cookie } }));
    if (!answer.ok) throw new Error(`${what} was answered with ${answer.status}.`);
    return bounded(what, 120, answer.text());
  };
  const post = async (what: string, body: object) => {
    const headers = { cookie, 'content-type': 'application/json', origin: plan.base_url };
    const answer = await bounded(what, 120, fetch(plan.base_url + what, { method: 'POST', headers, body: JSON.stringify(body) }));
    if (!answer.ok) throw new Error(`${what} was answered with ${answer.status}.`);
    return bounded(what, 120, answer.text());
  };
  // As a tablet asks: the parts by where they begin, the events of exactly the streams whose heads came.
  const first = JSON.parse(await get('/api/first'));
  const begins = first.parts.map((part: { until: number; stream: string }) => `${part.until}.${part.stream}`);
  const cut = first.window?.cut ?? 0;
  const documents: Document[] = [];
  const keep = (name: string, text: string) => writeFileSync(path.join(plan.given, name), gzipSync(text));
  const digests: string[] = [];
  for (const [part, from] of begins.entries()) {
    const to = part + 1 < begins.length ? `&to=${begins[part + 1]}` : '';
    const heads = await get(`/api/first/heads?from=${from}${to}&cut=${cut}`);
    const streams = JSON.parse(heads).heads.map((head: { stream: string }) => head.stream);
    const events = await post('/api/streams', { streams, at: first.at });
    keep(`own-heads-${part}.gz`, heads);
    keep(`own-events-${part}.gz`, events);
    const list = events.slice(events.indexOf('"events":') + '"events":'.length, events.lastIndexOf(']') + 1);
    digests.push(createHash('sha256').update(list).digest('hex'));
    const byStream = Map.groupBy(JSON.parse(events).events as any[], (event) => JSON.stringify(event.stream));
    for (const head of JSON.parse(heads).heads) {
      const complaint = head.data.complaint;
      if (!complaint) continue;
      const id = typeof head.stream === 'string' ? head.stream.split('/').at(-1) : Object.values(head.stream)[0];
      const open = complaint.closed_out_on ? 0 : 1;
      documents.push({ id, open, ...complaint, ...outcome(byStream.get(JSON.stringify(head.stream)) ?? []) });
    }
  }
  if (documents.length !== plan.office.cases) {
    throw new Error(`The office gave ${documents.length} documents instead of ${plan.office.cases}.`);
  }
  if (new Set(documents.map((one) => one.id)).size !== documents.length) throw new Error('Two documents have one id.');
  documents.sort((one, other) => (one.id < other.id ? -1 : 1));
  let documentParts = 0;
  let bytes = 0;
  for (let from = 0; from < documents.length; from += PARTS_OF_DOCUMENTS) {
    const text = JSON.stringify(documents.slice(from, from + PARTS_OF_DOCUMENTS));
    bytes += Buffer.byteLength(text);
    keep(`documents-${documentParts}.gz`, text);
    documentParts += 1;
  }
  const made: Made = {
    documents: documents.length,
    open: documents.filter((one) => one.open === 1).length,
    documentParts,
    digest: await digestOf(documents),
    bytes,
    ownParts: readdirSync(plan.given).filter((name) => name.startsWith('own-events')).length,
    events: digests,
  };
  writeFileSync(MADE, JSON.stringify(made));
  return made;
}
