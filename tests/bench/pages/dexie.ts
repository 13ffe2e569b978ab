// Dexie 4, as its documentation has it: a table, an index, bulkPut.
import { Dexie, type EntityTable } from 'dexie';
import type { Document } from '../document.ts';
import { given, matches, race } from './race.ts';

const database = new Dexie('dexie') as Dexie & { cases: EntityTable<Document, 'id'> };
database.version(1).stores({ cases: 'id, open' });

race({
  keeps: true,
  async open() {
    await database.open();
  },
  async firstSync() {
    await database.open();
    for await (const documents of given()) await database.cases.bulkPut(documents);
  },
  newest: (most) => database.cases.reverse().limit(most).toArray(),
  notClosedOut: () => database.cases.where('open').equals(1).toArray(),
  find: (word) => database.cases.filter((one) => matches(one, word)).toArray(),
  all: () => database.cases.toArray(),
  count: () => database.cases.count(),
  put: async (document) => {
    await database.cases.put(document);
  },
});
