// What lies on the tablet and in the log, read beside the app.
import { type Page, expect } from '@playwright/test';
import type { Hand } from '../../e2e/support/office';

/** The commands that wait on this tablet, as stored. */
export async function outbox(page: Page, office: string): Promise<any[]> {
  const texts = await page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    try {
      const values = await new Promise<Uint8Array[]>((resolve, reject) => {
        const asked = database.transaction('outbox').objectStore('outbox').getAll();
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
      return values.map((value) => new TextDecoder().decode(value));
    } finally {
      database.close();
    }
  }, `huifang-${office}`);
  return texts.map((text) => JSON.parse(text));
}

/** A registration on its way: its case, and the complainant's words. */
export function registrations(commands: any[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { body, personal } of commands) {
    const register = body.complaint?.register;
    if (!register) continue;
    const said = personal.find((one: any) => one.digest === register.registration.content);
    found.set(register.case, said?.value ?? '');
  }
  return found;
}

/** Every complaint of the log: its case, and the complainant's words. */
export async function logged(hand: Hand): Promise<Map<string, string>> {
  const heads = (await hand.heads()).filter((one) => one.data.complaint);
  return new Map(heads.map((one) => [one.stream, one.data.complaint.content]));
}

/** One registration made this stream, and each of its events stands once. */
export async function expectOneCommand(hand: Hand, stream: string) {
  const { events } = await (await hand.api.get(`/api/streams/${stream}`)).json();
  expect(new Set(events.map((event: any) => event.command)).size).toBe(1);
  expect(new Set(events.map((event: any) => event.index)).size).toBe(events.length);
}

/** How often each of the complainants' words stands. */
export function counted(all: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const words of all) counts.set(words, (counts.get(words) ?? 0) + 1);
  return counts;
}
