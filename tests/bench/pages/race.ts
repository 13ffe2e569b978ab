// What every page of the race does, whoever keeps its data; bundled with one of them.
import { type Document, digestOf, matches } from '../document.ts';

/** Who keeps the cases. */
export interface Store {
  /** Whether anything is there after the page is gone. */
  readonly keeps: boolean;
  open(): Promise<void>;
  /** Takes in everything; ends when it is stored. */
  firstSync(): Promise<void>;
  newest(most: number): Promise<Document[]>;
  notClosedOut(): Promise<Document[]>;
  find(word: string): Promise<Document[]>;
  all(): Promise<Document[]>;
  count(): Promise<number>;
  /** Ends when it is as durable as it gets there. */
  put(document: Document): Promise<void>;
  /** A sync while nothing changed. */
  again?(): Promise<void>;
  /** Both ways, from now on; told the id of what comes in. */
  live?(came: (id: string) => void): Promise<void>;
  /** The network is gone. */
  alone?(): Promise<void>;
}

const ROWS = 50;
const parameters = new URLSearchParams(location.search);
export const parameter = (name: string) => parameters.get(name);

performance.setResourceTimingBufferSize(100_000);
const tasks: PerformanceEntry[] = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask', buffered: true });

/** Of at least 50 ms: shorter ones are not told. */
const longest = (from: number) => Math.max(50, ...tasks.filter((task) => task.startTime >= from - 1).map((task) => task.duration));
const painted = () =>
  new Promise<number>((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now());
      channel.port2.postMessage(undefined);
    });
  });
const wall = (at: number) => performance.timeOrigin + at;

function show(documents: Document[]): Promise<number> {
  const list = document.querySelector('ul');
  const rows = documents.slice(0, ROWS).map((one) => {
    const row = document.createElement('li');
    row.textContent = `${one.unit_code} ${one.occupant} ${one.content}`;
    return row;
  });
  list?.replaceChildren(...rows);
  const count = document.querySelector('.count');
  if (count) count.textContent = `${documents.length} 件`;
  return painted();
}

function traffic(from: number) {
  const entries = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter((one) => one.startTime >= from);
  return { requests: entries.length, wire: entries.reduce((sum, one) => sum + one.transferSize, 0) };
}

const made = (content: string): Document => ({
  id: crypto.randomUUID(),
  open: 1,
  unit_code: 'B-203',
  occupant: '李女士服装店',
  content,
  phone: '13800010001',
  status: 'registered',
  registered_at: Date.now(),
});

/**
 * When the button is tapped: by the moment the finger came down on it, as with ours. A browser puts off most of what a
 * page hears until it has drawn what a tap changed, so a save that nobody tapped would be measured too quick.
 */
const tapped = () =>
  new Promise<number>((resolve) => {
    document.querySelector('button')?.addEventListener('click', (event) => resolve(event.timeStamp), { once: true });
  });

/** Offers to the driver what it asks for. */
export function race(store: Store) {
  const arrived = new Map<string, (at: number) => void>();
  let base = 0;
  const today = async () => {
    await store.open();
    const open = await store.notClosedOut();
    const usable = await show(open);
    return { usable, longest: longest(0), shown: open.length };
  };
  const cold = parameter('cold') === null ? undefined : today();

  const offered = {
    async firstSync(word: string) {
      const began = performance.now();
      await store.firstSync();
      const durable = performance.now() - began;
      const { requests, wire } = traffic(began);
      const task = longest(began);
      const firstRow = (await show(await store.newest(ROWS))) - began;
      await show(await store.find(word));
      return { durable, firstRow, usable: performance.now() - began, requests, wire, longest: task };
    },
    /** Fetched and parsed is all the floor does. */
    async content() {
      const documents = await store.all();
      return { count: documents.length, digest: await digestOf(documents) };
    },
    async again() {
      const began = performance.now();
      await store.again?.();
      const time = performance.now() - began;
      return { time, ...traffic(began) };
    },
    today: () => cold,
    async search(word: string) {
      await show([]);
      const typed = performance.now();
      const at = await show(await store.find(word));
      return at - typed;
    },
    /** Of the next tap on the button. */
    async save(content: string) {
      const at = await tapped();
      await store.put(made(content));
      return performance.now() - at;
    },
    count: () => store.count(),
    async live() {
      await store.live?.((id) => arrived.get(id)?.(performance.now()));
      base = await store.count();
      return base;
    },
    /** When it stood on this screen. */
    async seen(id: string) {
      await new Promise<number>((resolve) => arrived.set(id, resolve));
      return wall(await show(await store.newest(ROWS)));
    },
    /** Of the next tap on the button. */
    async edit(id: string, content: string) {
      const at = await tapped();
      await store.put({ ...made(content), id });
      return { tapped: wall(at), durable: wall(performance.now()) };
    },
    alone: () => store.alone?.(),
    async many(number: number, content: string) {
      for (let index = 0; index < number; index += 1) await store.put(made(`${content} ${index}`));
    },
    /** Back in the network: until as many more are here as both have made. */
    async agree(more: number) {
      await store.live?.(() => undefined);
      while ((await store.count()) < base + more) await painted();
      return wall(performance.now());
    },
    wall: () => wall(performance.now()),
  };
  Object.assign(globalThis, { race: offered });
}

export { matches };

/** All parts of the given documents, in their order. */
export async function parts(): Promise<string[]> {
  const number = Number(parameter('parts'));
  return Array.from({ length: number }, (_, part) => `/given/documents-${part}`);
}

export async function text(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
}

/** Each part while the next one is on its way. */
export async function* given(): AsyncGenerator<Document[]> {
  const [first, ...rest] = await parts();
  let coming = first === undefined ? undefined : text(first);
  for (const next of [...rest, undefined]) {
    const came = await coming;
    coming = next === undefined ? undefined : text(next);
    if (came !== undefined) yield JSON.parse(came);
  }
}
