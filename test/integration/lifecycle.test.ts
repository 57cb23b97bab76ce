import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';

/** What this process holds open: files by name, sockets and pipes by their inode. */
async function openHandles(): Promise<string[]> {
  const names = await readdir('/proc/self/fd');
  const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')));
  return targets.filter((target) => target !== '');
}

/** The action of the slow jail tells of itself only when it has ended, so its beginning is waited for by time. */
const underWay = () => sleep(1500);
const threadCount = async () => (await readdir('/proc/self/task')).length;

describe('the life of a sidecar', () => {
  let fail2ban: PrivateFail2ban;
  beforeEach(async () => {
    fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd' }, { name: 'slow', filter: 'sshd', action: { sleepSeconds: 4 } }] });
  });
  afterEach(() => fail2ban.dispose());

  it('opens its doors at the start and leaves nothing open at the end', async () => {
    const life = async (check: (opened: string[]) => void) => {
      const before = new Set(await openHandles());
      const sidecar = await startTestSidecar(fail2ban.socketPath);
      await sidecar.call('GET', '/bans');
      await sidecar.call('POST', '/ban', { body: { addresses: ['192.0.2.7'], jails: ['sshd'] } });
      check((await openHandles()).filter((target) => !before.has(target)));
      await sidecar.stop();
      return { left: (await openHandles()).filter((target) => /archive|instance|bangui-sidecar/.test(target)), stateDir: sidecar.stateDir };
    };
    const { left } = await life((opened) => {
      for (const part of ['archive.sqlite', 'instance.lock', 'socket:']) {
        expect(opened.filter((target) => target.includes(part))).not.toEqual([]);
      }
    });
    expect(left).toEqual([]);
    // What libraries keep for good is there after one life: a second one must add nothing.
    const settled = { handles: (await openHandles()).length, threads: await threadCount() };
    await life(() => {});
    await waitFor('the handles and threads to be given back', async () => {
      return (await openHandles()).length <= settled.handles && (await threadCount()) <= settled.threads;
    });
  });
});

describe('the sidecar under load', () => {
  let fail2ban: PrivateFail2ban;
  let dir: string;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-lifecycle-'));
    fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd' }, { name: 'slow', filter: 'sshd', action: { sleepSeconds: 4 } }] });
  });
  afterEach(async () => {
    children.splice(0).forEach((child) => child.kill('SIGKILL'));
    await fail2ban.dispose();
    await rm(dir, { recursive: true, force: true });
  });

  async function start() {
    const child = spawn(process.execPath, [path.resolve('build/sidecar/main.js')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        BANGUI_FAIL2BAN_SOCKET: fail2ban.socketPath,
        BANGUI_FAIL2BAN_CLIENT: fail2ban.clientCommand,
        BANGUI_STATE_DIR: path.join(dir, 'state'),
        BANGUI_PLUGIN_SOCKET: path.join(dir, 'grafana/plugin.sock'),
        BANGUI_HTTP_ADDRESS: '127.0.0.1:0',
        BANGUI_SCRIPT_TOKENS: 'load:Admin:a-token-for-the-load-test',
        BANGUI_RATE_LIMIT_PER_MINUTE: '1000000',
      },
    });
    children.push(child);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const records = () => output.split('\n').filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as Record<string, unknown>);
    const exited = once(child, 'exit').then(([code]) => code as number | null);
    const ready = await waitFor('sidecar_ready', () => records().find(({ event }) => event === 'sidecar_ready'));
    const call = (method: string, apiPath: string, body?: unknown) =>
      fetch(`http://${String(ready.http)}/api/v1${apiPath}`, {
        method,
        headers: { authorization: 'Bearer a-token-for-the-load-test', 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    return { child, records, exited, call };
  }

  it('ends in order at SIGTERM: what is under way is answered and recorded, and the exit is clean', async () => {
    const { child, records, exited, call } = await start();
    const ban = call('POST', '/ban', { addresses: ['192.0.2.7'], jails: ['slow'] }).then((reply) => reply.status);
    await underWay();
    const load = Promise.all(Array.from({ length: 200 }, () => call('GET', '/bans').then((reply) => reply.status, () => 'refused')));
    await waitFor('the first answers', () => records().some(({ event }) => event === 'request_complete'));
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    expect(await ban).toBe(200);
    expect(new Set(await load)).not.toContain(500);
    expect(records().at(-1)).toMatchObject({ event: 'sidecar_stopped' });
    expect(records()).toContainEqual(expect.objectContaining({ event: 'audit', action: 'ban', result: 'done' }));
    expect(await fail2ban.client('get', 'slow', 'banip')).toBe('192.0.2.7');
  });

  it('ends at once at a second signal', async () => {
    const { child, records, exited, call } = await start();
    call('POST', '/ban', { addresses: ['192.0.2.8'], jails: ['slow'] }).catch(() => {});
    await underWay();
    child.kill('SIGTERM');
    await waitFor('the stop', () => records().some(({ event }) => event === 'sidecar_stopping'));
    child.kill('SIGTERM');
    expect(await exited).toBe(1);
    expect(records().at(-1)).toMatchObject({ event: 'sidecar_killed' });
  });
});
