// What is loaded, by part: the app as it was built, compressed as well as the formats can.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Samples, plan } from './plan.ts';

type Part = 'today' | 'pages' | 'spreadsheet' | 'service_worker' | 'icons';

function part(file: string): Part {
  if (file.startsWith('spreadsheet')) return 'spreadsheet';
  // What is fetched when one of its pages is first opened.
  if (/\/(split|chunk)_[^/]*\.wasm$/.test(file)) return 'pages';
  if (file === 'sw.js') return 'service_worker';
  if (file.startsWith('icons') || file === 'manifest.webmanifest') return 'icons';
  return 'today';
}

const files = () =>
  readdirSync(plan.dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(plan.dist, path.join(entry.parentPath, entry.name)))
    // Half-made by a build that runs beside.
    .filter((file) => !file.startsWith('.'));

export function bytesByPart(): Samples {
  const sums: Record<Part, { raw: number; gzip: number; brotli: number }> = {
    today: { raw: 0, gzip: 0, brotli: 0 },
    pages: { raw: 0, gzip: 0, brotli: 0 },
    spreadsheet: { raw: 0, gzip: 0, brotli: 0 },
    service_worker: { raw: 0, gzip: 0, brotli: 0 },
    icons: { raw: 0, gzip: 0, brotli: 0 },
  };
  for (const file of files()) {
    const content = readFileSync(path.join(plan.dist, file));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    const sum = sums[part(file)];
    sum.raw += content.length;
    sum.gzip += gzipSync(content, { level: 9 }).length;
    sum.brotli += brotliCompressSync(content, { params }).length;
  }
  return {
    today_raw: sums.today.raw,
    today_gzip: sums.today.gzip,
    today_brotli: sums.today.brotli,
    pages_raw: sums.pages.raw,
    pages_gzip: sums.pages.gzip,
    pages_brotli: sums.pages.brotli,
    spreadsheet_raw: sums.spreadsheet.raw,
    spreadsheet_gzip: sums.spreadsheet.gzip,
    spreadsheet_brotli: sums.spreadsheet.brotli,
    service_worker_raw: sums.service_worker.raw,
    service_worker_gzip: sums.service_worker.gzip,
    service_worker_brotli: sums.service_worker.brotli,
    icons_raw: sums.icons.raw,
    icons_gzip: sums.icons.gzip,
    icons_brotli: sums.icons.brotli,
  };
}
