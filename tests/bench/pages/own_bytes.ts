// The very bytes of our own first sync: fetched, unpacked by the browser, put part by part, and not looked at.
import { ended, opened } from './indexed.ts';
import { parameter, race } from './race.ts';

/** As many as our tablets have on their way. */
const AT_ONCE = 3;
let database: IDBDatabase;

async function take(store: string, part: number) {
  const answer = await fetch(`/given/own-${store}-${part}`);
  if (!answer.ok) throw new Error(`part ${part}: ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const transaction = database.transaction(store, 'readwrite', { durability: 'relaxed' });
  transaction.objectStore(store).put(bytes, part);
  await ended(transaction);
}

async function takeAll(store: string) {
  const number = Number(parameter('own'));
  let next = 0;
  const worker = async () => {
    while (next < number) {
      next += 1;
      await take(store, next - 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

race({
  keeps: true,
  async open() {
    database = await opened('own', (made) => {
      made.createObjectStore('heads');
      made.createObjectStore('events');
    });
  },
  async firstSync() {
    await this.open();
    await takeAll('heads');
    await takeAll('events');
  },
  newest: async () => [],
  notClosedOut: async () => [],
  find: async () => [],
  all: async () => [],
  count: async () => 0,
  put: async () => undefined,
});
