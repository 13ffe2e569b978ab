// IndexedDB without a library: a row a case, an index over what is open.
import type { Document } from '../document.ts';
import { asked, ended, opened } from './indexed.ts';
import { given, matches, parameter, race } from './race.ts';

const durability: IDBTransactionDurability = parameter('strict') === null ? 'relaxed' : 'strict';
let database: IDBDatabase;
const reading = () => database.transaction('cases').objectStore('cases');

function put(documents: Document[]): Promise<void> {
  const transaction = database.transaction('cases', 'readwrite', { durability });
  const store = transaction.objectStore('cases');
  for (const document of documents) store.put(document);
  return ended(transaction);
}

const all = () => asked(reading().getAll() as IDBRequest<Document[]>);

function newest(most: number): Promise<Document[]> {
  return new Promise((resolve, reject) => {
    const found: Document[] = [];
    const request = reading().openCursor(null, 'prev');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor || found.length === most) {
        resolve(found);
        return;
      }
      found.push(cursor.value);
      cursor.continue();
    };
  });
}

race({
  keeps: true,
  async open() {
    database = await opened('raw', (made) => made.createObjectStore('cases', { keyPath: 'id' }).createIndex('open', 'open'));
  },
  async firstSync() {
    await this.open();
    const storing: Promise<void>[] = [];
    for await (const documents of given()) storing.push(put(documents));
    await Promise.all(storing);
  },
  newest,
  notClosedOut: () => asked(reading().index('open').getAll(1) as IDBRequest<Document[]>),
  find: async (word) => (await all()).filter((one) => matches(one, word)),
  all,
  count: () => asked(reading().count()),
  put: (document) => put([document]),
});
