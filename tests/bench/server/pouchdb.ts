// PouchDB's side: express-pouchdb over a database in memory, so that its disk slows nobody down.
import type { Document } from '../document.ts';

export async function pouchdb(require: NodeJS.Require, documents: Document[]) {
  const PouchDB = require('pouchdb-core')
    .plugin(require('pouchdb-adapter-memory'))
    .plugin(require('pouchdb-mapreduce'))
    .plugin(require('pouchdb-replication'))
    .defaults({ adapter: 'memory' });
  // First: it wants to see every database being made. It answers compressed by itself.
  const answers = require('express-pouchdb')(PouchDB, { mode: 'minimumForPouchDB' });
  const database = new PouchDB('cases');
  for (let from = 0; from < documents.length; from += 1_000) {
    await database.bulkDocs(documents.slice(from, from + 1_000).map(({ id, ...rest }) => ({ _id: id, ...rest })));
  }
  const { doc_count: count } = await database.info();
  if (count !== documents.length) throw new Error(`express-pouchdb holds ${count} of ${documents.length} documents.`);
  return answers;
}
