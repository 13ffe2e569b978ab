// The server of those who race against us: their pages, the documents, and each one's own way of syncing. It listens
// on this machine alone and ends with whoever started it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Document } from '../document.ts';
import { pouchdb } from './pouchdb.ts';
import { rxdb } from './rxdb.ts';

const require = createRequire(import.meta.url);
const express = require('express');
const compression = require('compression');

interface Told {
  port: number;
  given: string;
  pages: string;
  documentParts: number;
  /** Whose servers are wanted: filling PouchDB's takes a while. */
  systems: string[];
}

const told: Told = JSON.parse(process.env.HUIFANG_PEERS ?? 'null');
const kept = new Map<string, Buffer>();

function packed(name: string): Buffer {
  let bytes = kept.get(name);
  if (!bytes) {
    bytes = readFileSync(path.join(told.given, name));
    kept.set(name, bytes);
  }
  return bytes;
}

const documents = (): Document[] =>
  Array.from({ length: told.documentParts }, (_, part) => JSON.parse(gunzipSync(packed(`documents-${part}.gz`)).toString('utf8'))).flat();

const app = express();
app.disable('x-powered-by');
app.get('/given/:name', (request: any, response: any) => {
  const name = path.basename(request.params.name);
  response.set({ 'content-type': 'application/json', 'content-encoding': 'gzip', 'cache-control': 'no-store' });
  response.end(packed(`${name}.gz`));
});
app.get('/page/:name', (request: any, response: any) => {
  const name = path.basename(request.params.name);
  response.type('html').send(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${name}</title>
<input type="search"><button type="button">保存</button><p class="count"></p><ul></ul><script type="module" src="/code/${name}.js"></script></html>`);
});
app.use('/code', compression(), express.static(told.pages));

const wants = (name: string) => told.systems.some((system) => system.startsWith(name));
if (wants('rxdb')) app.use('/rxdb', rxdb(express, compression, documents()));
if (wants('pouchdb')) app.use('/pouchdb', await pouchdb(require, documents()));

const server = app.listen(told.port, '127.0.0.1', () => {
  console.log(`listening ${server.address().port}`);
});
// Whoever started it holds the other end; when they are gone, nobody needs it.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
