// A release of the app that the server itself does not serve: its files from a folder, everything else from the server.
import { createReadStream, existsSync, statSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Does its work with the address of that release. */
export async function withRelease<T>(folder: string, target: string, work: (url: string) => Promise<T>): Promise<T> {
  const { hostname, port } = new URL(target);
  const server = http.createServer((request, response) => {
    const asked = new URL(request.url ?? '/', target).pathname;
    if (!asked.startsWith('/api/')) {
      const named = path.join(folder, asked);
      const file = existsSync(named) && statSync(named).isFile() ? named : path.join(folder, 'index.html');
      response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
      createReadStream(file).pipe(response);
      return;
    }
    const { method, url, headers } = request;
    const passed = http.request({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
