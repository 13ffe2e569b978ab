// RxDB 17 on its Dexie storage, with the HTTP replication of its documentation; batches of 1,000.
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { Subject } from 'rxjs';
import type { Document } from '../document.ts';
import { matches, race } from './race.ts';

const BATCH = 1_000;
let cases: any;
let replication: any;
let events: EventSource | undefined;

const anything = {};
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 64 },
    open: { type: 'number', minimum: 0, maximum: 1, multipleOf: 1 },
    unit_code: { type: 'string' },
    occupant: { type: 'string' },
    content: { type: 'string' },
    phone: anything,
  },
  required: ['id', 'open'],
  indexes: ['open'],
  additionalProperties: true,
};

async function answered(address: string, body?: unknown): Promise<any> {
  const answer = await fetch(
    address,
    body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

const pull = {
  batchSize: BATCH,
  handler: (checkpoint: any, limit: number) => answered(`/rxdb/pull?after=${checkpoint?.after ?? 0}&limit=${limit}`),
};
const push = { batchSize: BATCH, handler: (rows: any) => answered('/rxdb/push', rows) };

function replicate(more: object) {
  replication = replicateRxCollection({ collection: cases, replicationIdentifier: 'cases', autoStart: true, waitForLeadership: false, ...more });
  replication.error$.subscribe((error: unknown) => console.error('RxDB:', error));
  return replication;
}

const plain = (found: any[]): Document[] =>
  found.map((one) => {
    const { _meta, _deleted, _rev, _attachments, ...rest } = one.toJSON(true);
    return rest as Document;
  });
const query = async (what: object) => plain(await cases.find(what).exec());

race({
  keeps: true,
  async open() {
    if (cases) return;
    const database = await createRxDatabase({ name: 'rxdb', storage: getRxStorageDexie(), multiInstance: false });
    const added = await database.addCollections({ cases: { schema: schema as any } });
    cases = added.cases;
  },
  async firstSync() {
    await this.open();
    await replicate({ live: false, pull }).awaitInitialReplication();
  },
  newest: (most) => query({ sort: [{ id: 'desc' }], limit: most }),
  notClosedOut: () => query({ selector: { open: 1 } }),
  find: async (word) => (await query({})).filter((one) => matches(one, word)),
  all: () => query({}),
  count: () => cases.count().exec(),
  put: async (document) => {
    await cases.insert(document);
  },
  async again() {
    const once = replicate({ live: false, pull });
    await once.awaitInitialReplication();
  },
  async live(came) {
    await this.open();
    const stream$ = new Subject<any>();
    events = new EventSource('/rxdb/stream');
    events.onmessage = (event) => stream$.next(JSON.parse(event.data));
    events.onopen = () => stream$.next('RESYNC');
    const both = replicate({ live: true, retryTime: 1_000, pull: { ...pull, stream$ }, push });
    both.received$.subscribe((document: any) => came(document.id));
    await both.awaitInitialReplication();
  },
  async alone() {
    events?.close();
    await replication.cancel();
  },
});
