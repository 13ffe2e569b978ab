// Bundles the others' pages and starts their server, in a process of its own as ours is.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { bounded } from './bounded.ts';
import { plan } from './plan.ts';

const PAGES = ['floor', 'own_bytes', 'raw_rows', 'dexie', 'rxdb', 'pouchdb'];

export interface PeersServer {
  url: string;
  stop(): void;
}

/** What the code of a page weighs. */
export interface Weight {
  code_raw: number;
  code_gzip: number;
  code_brotli: number;
}

function weightOf(file: string): Weight {
  const code = readFileSync(path.join(plan.pages, file));
  return { code_raw: code.length, code_gzip: gzipSync(code, { level: 9 }).length, code_brotli: brotliCompressSync(code).length };
}

export async function bundle(): Promise<Record<string, Weight>> {
  rmSync(plan.pages, { recursive: true, force: true });
  await build({
    entryPoints: PAGES.map((name) => path.join(import.meta.dirname, 'pages', `${name}.ts`)),
    outdir: plan.pages,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'chrome120',
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return Object.fromEntries(readdirSync(plan.pages).map((file) => [path.basename(file, '.js'), weightOf(file)]));
}

export async function startPeers(documentParts: number, systems: string[]): Promise<PeersServer> {
  const told = { port: plan.peers_port, given: plan.given, pages: plan.pages, documentParts, systems };
  const program = ['--disable-warning=ExperimentalWarning', '--max-old-space-size=8192', path.join(import.meta.dirname, 'server/serve.ts')];
  const child: ChildProcess = spawn(process.execPath, program, {
    // It ends when its input does: nothing of it outlives this process, however that ends.
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, HUIFANG_PEERS: JSON.stringify(told) },
  });
  const { promise: listening, resolve, reject } = Promise.withResolvers<number>();
  child.once('exit', (code) => reject(new Error(`The server of the others ended with ${code}.`)));
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /^listening (\d+)$/.exec(line)?.[1];
      if (port) resolve(Number(port));
    });
  }
  const port = await bounded('Starting the server of the others', 180, listening);
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill('SIGTERM') };
}
