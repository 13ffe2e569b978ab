// PouchDB 9, replicating from express-pouchdb; tuned, with batches ten times as large.
import PouchDB from 'pouchdb-browser';
import type { Document } from '../document.ts';
import { matches, parameter, race } from './race.ts';

const batches = parameter('tuned') === null ? {} : { batch_size: 1_000, batches_limit: 4 };
const local = new PouchDB('pouch', { auto_compaction: false });
const remote = new PouchDB(`${location.origin}/pouchdb/cases`, { skip_setup: true });
let live: any;

function document(row: any): Document {
  const { _id, _rev, ...rest } = row;
  return { id: _id, ...rest };
}

const documents = (rows: any): Document[] => rows.rows.map((row: any) => document(row.doc));
const all = async () => documents(await local.allDocs({ include_docs: true }));

race({
  keeps: true,
  async open() {
    await local.info();
  },
  async firstSync() {
    await local.replicate.from(remote, batches);
  },
  newest: async (most) => documents(await local.allDocs({ include_docs: true, descending: true, limit: most })),
  // Its index would be built over all cases first, which takes longer than to read them.
  notClosedOut: async () => (await all()).filter((one) => one.open === 1),
  find: async (word) => (await all()).filter((one) => matches(one, word)),
  all,
  count: async () => (await local.info()).doc_count,
  put: async ({ id, ...rest }) => {
    await local.put({ _id: id, ...rest });
  },
  async again() {
    await local.replicate.from(remote, batches);
  },
  live(came) {
    live = local.sync(remote, { live: true, retry: true, ...batches });
    live.on('change', (change: any) => {
      if (change.direction !== 'pull') return;
      for (const one of change.change.docs) came(one._id);
    });
    return new Promise((resolve) => live.once('paused', () => resolve()));
  },
  async alone() {
    const ended = new Promise<void>((resolve) => live.once('complete', () => resolve()));
    live.cancel();
    await ended;
  },
});
