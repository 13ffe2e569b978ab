// The finished document of a case, as the others hold it; the same code in Node and in the pages.

export interface Document {
  id: string;
  /** 1 until it is closed out: a number, so that every storage can index it. */
  open: 0 | 1;
  unit_code: string;
  occupant: string;
  content: string;
  [field: string]: unknown;
}

/** The same text for the same content, whatever order a library keeps fields in. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).filter(([, one]) => one !== undefined);
    return `{${fields.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join()}}`;
  }
  return JSON.stringify(value);
}

const hex = (bytes: ArrayBuffer) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
const sha256 = async (text: string) => hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));

/** One hash over the content of all documents. */
export async function digestOf(documents: Document[]): Promise<string> {
  const sorted = documents.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const digests: string[] = [];
  for (let from = 0; from < sorted.length; from += 1_000) {
    digests.push(await sha256(sorted.slice(from, from + 1_000).map(canonical).join('\n')));
  }
  return sha256(digests.join());
}

/** Whether a search finds it: as ours does, by unit, occupant and content. */
export const matches = (document: Document, word: string) =>
  document.unit_code.includes(word) || document.occupant.includes(word) || document.content.includes(word) || String(document.phone ?? '').includes(word);
