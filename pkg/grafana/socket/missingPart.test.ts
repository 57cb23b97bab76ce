import { once } from 'node:events';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeBootId } from './bootId';
import { missingPart } from './missingPart';

describe('what Grafana lacks of a sidecar', () => {
  let dir: string;
  let socket: string;
  let server: Server | null = null;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-missing-'));
    socket = path.join(dir, 'plugin.sock');
  });
  afterEach(async () => {
    server?.close();
    server = null;
    await rm(dir, { recursive: true });
  });

  async function listen(at: { path: string } | { host: string; port: number }): Promise<Server> {
    server = createServer((connection) => connection.destroy()).listen(at);
    await once(server, 'listening');
    return server;
  }

  it('is named one after the other, in the order in which it is laid out', async () => {
    expect(await missingPart(socket)).toBe(`Nobody answers at the socket ${socket}.`);
    await listen({ path: socket });
    expect(await missingPart(socket)).toBe(`There is no token beside the socket ${socket}.`);
    await writeFile(path.join(dir, 'token'), '');
    expect(await missingPart(socket)).toContain('no token');
    await writeFile(path.join(dir, 'token'), 'token');
    expect(await missingPart(socket)).toBe(`The boot id beside the socket ${socket} is not of this start.`);
    await writeBootId(socket);
    expect(await missingPart(socket)).toBeNull();
  });

  it('is still everything when only a predecessor laid it out', async () => {
    await writeFile(path.join(dir, 'token'), 'token');
    await writeBootId(socket);
    await writeFile(socket, 'a file that nobody serves');
    expect(await missingPart(socket)).toContain('Nobody answers');
    await rm(socket);
    await utimes(path.join(dir, 'boot-id'), 1_767_225_600, 1_767_225_600);
    await listen({ path: socket });
    expect(await missingPart(socket)).toContain('boot id');
  });

  it.each(['127.0.0.1', '::1'])('is over TCP only somebody who answers, at %s', async (host) => {
    const { port } = (await listen({ host, port: 0 })).address() as AddressInfo;
    const setting = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    expect(await missingPart(setting)).toBeNull();
    server?.close();
    expect(await missingPart(setting)).toBe(`Nobody answers at ${setting}.`);
  });
});
