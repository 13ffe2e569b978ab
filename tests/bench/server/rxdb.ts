// RxDB's side: the few lines its documentation asks of a server for HTTP replication, over a list in memory.
import type { Document } from '../document.ts';

type Stored = Document & { _deleted: boolean };

interface Written {
  newDocumentState: Stored;
  assumedMasterState?: Stored;
}

export function rxdb(express: any, compression: any, documents: Document[]) {
  const latest = new Map<string, number>();
  const log: Stored[] = [];
  const streams = new Set<any>();
  const add = (document: Stored) => {
    latest.set(document.id, log.length);
    log.push(document);
  };
  for (const document of documents) add({ ...document, _deleted: false });

  const router = express.Router();
  router.use((request: any, _response: any, next: () => void) => {
    // The same packing for everybody.
    request.headers['accept-encoding'] = 'gzip';
    next();
  });
  router.use(compression());
  router.get('/pull', (request: any, response: any) => {
    const after = Number(request.query.after);
    const limit = Number(request.query.limit);
    const found: Stored[] = [];
    let at = after;
    for (; at < log.length && found.length < limit; at += 1) if (latest.get(log[at].id) === at) found.push(log[at]);
    response.json({ documents: found, checkpoint: { after: at } });
  });
  router.post('/push', express.json({ limit: '20mb' }), (request: any, response: any) => {
    const conflicts: Stored[] = [];
    const from = log.length;
    for (const { newDocumentState } of request.body as Written[]) add(newDocumentState);
    response.json(conflicts);
    const told = `data: ${JSON.stringify({ documents: log.slice(from), checkpoint: { after: log.length } })}\n\n`;
    for (const stream of streams) stream.write(told);
  });
  router.get('/stream', (request: any, response: any) => {
    response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-transform, no-store' });
    response.flushHeaders();
    streams.add(response);
    request.on('close', () => streams.delete(response));
  });
  return router;
}
