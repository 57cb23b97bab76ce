import { Agent, get } from 'node:http';
import { API_PREFIX } from '../../pkg/contract/routes';

export interface HttpReply {
  status: number;
  bytes: number;
  text(): string;
}

export interface HttpClient {
  get(apiPath: string): Promise<HttpReply>;
  close(): void;
}

/** One connection, kept open; a reply counts as come when its last byte is there. */
export function createHttpClient(port: number, token: string): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { authorization: `Bearer ${token}` };
  return {
    get: (apiPath) =>
      new Promise((resolve, reject) => {
        const request = get({ host: '127.0.0.1', port, path: `${API_PREFIX}${apiPath}`, agent, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const body = Buffer.concat(chunks);
            resolve({ status: response.statusCode ?? 0, bytes: body.length, text: () => body.toString() });
          });
        });
        request.on('error', reject);
      }),
    close: () => agent.destroy(),
  };
}
