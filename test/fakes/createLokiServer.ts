import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LokiEntry } from '../../pkg/services/ports/lokiPort';
import { createFakeLoki } from './createFakeLoki';

interface Push {
  streams: Array<{ stream: Record<string, string>; values: Array<[string, string]> }>;
}

/** Loki's push API over HTTP in front of a fake Loki. */
export async function createLokiServer() {
  const loki = createFakeLoki();
  const seen: Array<{ url: string; headers: IncomingMessage['headers'] }> = [];
  /** What it says instead, whatever it is asked. */
  const circumstances: { reply: { status: number; headers?: Record<string, string>; body?: string } | 'silence' | null } = { reply: null };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) {
      body += chunk;
    }
    seen.push({ url: request.url ?? '', headers: request.headers });
    const { reply } = circumstances;
    if (reply === 'silence') {
      return;
    }
    if (reply) {
      response.writeHead(reply.status, { 'content-type': 'text/plain; charset=utf-8', ...reply.headers }).end(reply.body);
      return;
    }
    const { streams } = JSON.parse(body) as Push;
    const entries = streams.flatMap(({ stream, values }) => values.map(([at, line]): LokiEntry => ({ labels: stream, at, line })));
    const said = await loki.port.push(entries);
    response.writeHead(said.kind === 'taken' ? 204 : 400, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(said.kind === 'taken' ? undefined : `${said.reason.replace('it answered 400: ', '')}\n`);
  }

  const server = createServer((request, response) => void answer(request, response));
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    kept: loki.kept,
    seen,
    circumstances,
    /** After `close`; what it had it has still. */
    open: () => listen(port),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
