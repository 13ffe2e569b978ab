// The least there is: fetch and parse the documents; nothing is kept.
import type { Document } from '../document.ts';
import { matches, parts, race, text } from './race.ts';

let documents: Document[] = [];

race({
  keeps: false,
  async open() {},
  async firstSync() {
    const came = await Promise.all((await parts()).map(async (part) => JSON.parse(await text(part)) as Document[]));
    documents = came.flat();
  },
  newest: async (most) => documents.slice(-most).reverse(),
  notClosedOut: async () => documents.filter((one) => one.open === 1),
  find: async (word) => documents.filter((one) => matches(one, word)),
  all: async () => documents,
  count: async () => documents.length,
  put: async (document) => {
    documents.push(document);
  },
});
