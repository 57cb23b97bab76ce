import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createHttpServer } from './createHttpServer';

async function start(listener: Parameters<typeof createHttpServer>[0]) {
  const server = createHttpServer(listener, { host: '127.0.0.1', port: 0 });
  const { port } = await server.start();
  return { server, port };
}

describe('a stop of the HTTP server', () => {
  it('answers what is under way, and waits for no kept-alive connection', async () => {
    let answer = () => {};
    const { server, port } = await start((_request, response) => {
      answer = () => void response.end('late');
    });
    const agent = new Agent({ keepAlive: true });
    const request = get({ port, agent });
    const replied = once(request, 'response');
    await expect.poll(() => String(answer)).toContain('late');
    const stopped = server.stop();
    answer();
    const [response] = (await replied) as [NodeJS.ReadableStream];
    let body = '';
    response.on('data', (chunk: Buffer) => (body += chunk.toString()));
    await stopped;
    expect(body).toBe('late');
    agent.destroy();
  });

  it('cuts off who never finishes his request', async () => {
    const { server, port } = await start((_request, response) => void response.end());
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nHost: here\r\n');
    const closed = once(socket, 'close');
    await server.stop();
    await closed;
  }, 20_000);
});
