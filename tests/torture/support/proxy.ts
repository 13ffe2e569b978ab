// A bad network between the app and the server: loopback only, every fault drawn from the seed.
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { Draws, strikesAfter } from './amount';

/** What can become of a request to the API. */
export const FAULTS = [
  'lost', // It never reaches the server.
  'cut', // It reaches the server; of the answer nothing comes back.
  'doubled', // The server gets it twice at once.
  'late', // The server gets it, and once more behind requests that were made after it.
  'delayed',
  'server error', // 502 and 503, from something before the server.
  'too many', // 429 with a time to wait.
  'captive portal', // 200, and a page to accept terms on.
  'short', // Less than the length it announced.
  'truncated', // Whole by its length, and half a text.
] as const;
export type Fault = (typeof FAULTS)[number];

type Taken = { method: string; path: string; headers: http.IncomingHttpHeaders; body: Buffer };
type Answer = { status: number; headers: http.IncomingHttpHeaders; body: Buffer };

const PORTAL = '<!doctype html><html lang="zh"><title>商场免费 Wi-Fi</title><p>请先同意使用条款。</p></html>';

export class BadNetwork {
  /** How often each fault struck. */
  readonly struck = new Map<Fault, number>();
  /** The share of requests that something happens to; 0 is a good network. */
  share = 0;
  private kinds: readonly Fault[] = FAULTS;
  private late: Taken[] = [];
  private readonly sockets = new Set<net.Socket>();

  private constructor(
    private readonly http: http.Server,
    private readonly target: URL,
    private readonly draws: Draws,
  ) {}

  static async open(target: string, draws: Draws): Promise<BadNetwork> {
    const server = http.createServer({ keepAlive: false });
    const network = new BadNetwork(server, new URL(target), draws);
    server.on('request', (request, response) => {
      network.pass(request, response).catch(() => response.destroy());
    });
    server.on('upgrade', (request, socket: net.Socket, head) => network.wire(request, socket, head));
    server.on('connection', (socket: net.Socket) => {
      network.sockets.add(socket);
      socket.on('close', () => network.sockets.delete(socket));
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return network;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** From now on nothing happens to requests; what was held back arrives. */
  async heal() {
    this.share = 0;
    await this.deliverLate();
  }

  async close() {
    const closed = new Promise((resolve) => this.http.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private drawn(path: string): Fault | undefined {
    if (!path.startsWith('/api/') || !this.draws.chance(this.share)) return undefined;
    const fault = this.draws.one(this.kinds);
    this.struck.set(fault, (this.struck.get(fault) ?? 0) + 1);
    return fault;
  }

  private async pass(request: http.IncomingMessage, response: http.ServerResponse) {
    const taken: Taken = {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: request.headers,
      body: await whole(request),
    };
    const fault = this.drawn(taken.path);
    switch (fault) {
      case 'lost':
        return response.destroy();
      case 'server error':
        return give(response, this.draws.one([502, 503]), 'text/html', '<h1>Bad Gateway</h1>');
      case 'too many':
        return give(response, 429, 'application/json', '{"code":"too_many"}', { 'retry-after': '1' });
      case 'captive portal':
        return give(response, 200, 'text/html; charset=utf-8', PORTAL);
      case 'delayed':
        await strikesAfter(this.draws.between(50, 2_000));
        break;
      case 'doubled':
        await Promise.all([this.ask(taken), this.ask(taken)]);
        break;
      case 'late':
        this.late.push(taken);
        break;
      default:
    }
    const answer = await this.ask(taken);
    if (this.late.length > 3) await this.deliverLate();
    const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...headers } = answer.headers;
    const length = answer.body.length;
    const half = answer.body.subarray(0, Math.floor(length / 2));
    if (fault === 'cut') return response.destroy();
    if (fault === 'short' && length > 1) {
      response.writeHead(answer.status, { ...headers, 'content-length': length });
      return response.write(half, () => response.destroy());
    }
    const body = fault === 'truncated' ? half : answer.body;
    if (fault === 'truncated') delete headers['content-encoding'];
    response.writeHead(answer.status, { ...headers, 'content-length': body.length });
    response.end(body);
  }

  private async deliverLate() {
    for (const taken of this.late.splice(0)) await this.ask(taken).catch(() => undefined);
  }

  private ask({ method, path, headers, body }: Taken): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.target;
      const asked = http.request({ hostname, port, method, path, headers, agent: false }, async (answer) => {
        try {
          resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: await whole(answer) });
        } catch (error) {
          reject(error);
        }
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  /** The live wire breaks as often as anything else. */
  private wire(request: http.IncomingMessage, socket: net.Socket, head: Buffer) {
    if (this.drawn(request.url ?? '')) return socket.destroy();
    const there = net.connect(Number(this.target.port), this.target.hostname, () => {
      const lines = [`${request.method} ${request.url} HTTP/1.1`];
      for (let at = 0; at < request.rawHeaders.length; at += 2) {
        lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
      }
      there.write(`${lines.join('\r\n')}\r\n\r\n`);
      there.write(head);
      there.pipe(socket).pipe(there);
    });
    there.on('error', () => socket.destroy());
    there.on('close', () => socket.destroy());
    socket.on('close', () => there.destroy());
  }
}

async function whole(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function give(response: http.ServerResponse, status: number, type: string, body: string, more: object = {}) {
  response.writeHead(status, { 'content-type': type, ...more });
  response.end(body);
}
