import { once } from 'node:events';
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { API_PREFIX } from '../../pkg/contract/routes';

export interface HttpReply {
  status: number;
  bytes: number;
  text(): string;
}

/** One connection, kept open; one request at a time. A reply counts as come when its last byte is there. */
export interface HttpClient {
  get(apiPath: string): Promise<HttpReply>;
  /** A path outside of the API. */
  fetch(path: string): Promise<HttpReply>;
  close(): void;
}

/** No more than the sidecar's answers need, so that what is measured is the sidecar and not the client. */
export function createHttpClient(port: number, token: string): HttpClient {
  let socket: Socket | null = null;

  async function connected(): Promise<Socket> {
    if (socket === null || socket.destroyed) {
      socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
      await once(socket, 'connect');
    }
    return socket;
  }

  async function request(path: string): Promise<HttpReply> {
    const current = await connected();
    return new Promise((resolve, reject) => {
      let received: Buffer = Buffer.alloc(0);
      const settle = (act: () => void) => {
        current.off('data', hear).off('error', fail).off('close', fail);
        act();
      };
      const fail = (error?: unknown) => settle(() => reject(error instanceof Error ? error : new Error('the sidecar closed the connection')));
      const hear = (chunk: Buffer) => {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
        try {
          const reply = replyIn(received);
          if (reply !== null) {
            settle(() => resolve(reply));
          }
        } catch (error) {
          fail(error);
        }
      };
      current.on('data', hear).on('error', fail).on('close', fail);
      current.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    });
  }

  return {
    get: (apiPath) => request(`${API_PREFIX}${apiPath}`),
    fetch: request,
    close: () => void socket?.destroy(),
  };
}

/** Null while bytes are missing. */
function replyIn(received: Buffer): HttpReply | null {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) {
    return null;
  }
  const head = received.toString('latin1', 0, headEnd);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
  const bytes = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? Number.NaN);
  if (Number.isNaN(status) || Number.isNaN(bytes)) {
    throw new Error(`an answer without status or length: ${head}`);
  }
  const from = headEnd + 4;
  return received.length < from + bytes ? null : { status, bytes, text: () => received.toString('utf8', from, from + bytes) };
}
