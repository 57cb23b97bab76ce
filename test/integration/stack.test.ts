import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createConfigReader } from '../../pkg/configfiles/read/createConfigReader';
import { demoSettings } from '../stack/demoSettings';
import { createLogGenerator } from '../stack/logGenerator';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban, PrivateFail2banOptions } from '../stack/privateFail2ban';
import { createPrivateSidecar } from '../stack/privateSidecar';
import { attackerAddress, benchAddresses } from '../stack/testAddresses';
import { waitFor } from '../stack/waitFor';

const made: PrivateFail2ban[] = [];

async function create(options?: PrivateFail2banOptions): Promise<PrivateFail2ban> {
  const server = await createPrivateFail2ban(options);
  made.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(made.splice(0).map((server) => server.dispose()));
});

/** Every process whose command line names the folder. */
async function processesOf(dir: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(dir));
}

describe('a private fail2ban', () => {
  it('starts with its jails, answers its client, and leaves neither process nor folder', async () => {
    const server = await create();
    const running = `/proc/${server.pid()}`;
    expect(existsSync(running)).toBe(true);
    expect(await server.client('ping')).toContain('pong');
    expect(await server.client('status')).toMatch(/Jail list:\s+nginx-http-auth, sshd/);
    expect(await server.client('get', 'dbfile')).toContain(server.databasePath);
    await server.dispose();
    expect(existsSync(running)).toBe(false);
    expect(existsSync(server.dir)).toBe(false);
    expect(server.pid()).toBeNull();
    expect(await processesOf(server.dir)).toEqual([]);
  });

  it('comes back with its bans after a kill', async () => {
    const server = await create();
    await server.client('set', 'sshd', 'banip', '192.0.2.7');
    await server.kill();
    expect(server.pid()).toBeNull();
    await expect(server.client('ping')).rejects.toThrow(/fail2ban-client ping/);
    await server.start();
    await waitFor('the restored ban', async () => (await server.client('get', 'sshd', 'banip')).includes('192.0.2.7'));
  });

  it('is disposed of while an action keeps it busy', async () => {
    const server = await create({ jails: [{ name: 'slow', filter: 'sshd', action: { sleepSeconds: 15 } }] });
    const banned = server.client('set', 'slow', 'banip', '192.0.2.8').catch(() => 'cut off');
    await waitFor('the action', async () => (await processesOf(server.dir)).some((line) => line.includes('sleep 0.1')));
    await server.dispose();
    await banned;
    await waitFor('the end of the action', async () => (await processesOf(server.dir)).length === 0);
  });

  it('takes many jails and many bans', async () => {
    const jails = Array.from({ length: 12 }, (_, index) => ({ name: `jail-${index}`, filter: 'sshd', action: 'noop' as const }));
    const server = await create({ jails });
    await server.ban('jail-3', benchAddresses(2500));
    expect(await server.client('status', 'jail-3', 'short')).toMatch(/Currently banned:\s+2500/);
  });

  it('has no jail, active or not, whose actions reach beyond its folder', async () => {
    const { configDir, version } = await create({ started: false });
    const { jails } = await createConfigReader({ configDir, toHere: (file) => file, version: async () => version }).jails();
    expect(jails.length).toBeGreaterThan(50);
    expect([...new Set(jails.flatMap(({ actions }) => actions))]).toEqual(['bangui-record']);
  });

  it('says why a broken configuration does not start, and cleans up', async () => {
    const broken = { name: 'broken', filter: 'sshd', settings: { filter: 'no-such-filter' } };
    await expect(createPrivateFail2ban({ jails: [broken] })).rejects.toThrow(/no-such-filter|ended while starting/);
  });
});

describe('the sidecar of a demonstration', () => {
  it('shows the logs of the jails and restarts the server, which is disposed of all the same', { timeout: 60_000 }, async () => {
    const server = await create();
    const sidecar = await createPrivateSidecar({ fail2ban: server, env: demoSettings(server) });
    try {
      const ask = async (path: string, body?: string) => {
        const headers = { authorization: `Bearer ${sidecar.scriptTokens.Admin}`, 'content-type': 'application/json', 'idempotency-key': 'demo-restart' };
        const answer = await fetch(`${sidecar.url}/api/v1${path}`, { method: body === undefined ? 'GET' : 'POST', headers, body });
        return { status: answer.status, body: (await answer.json()) as unknown };
      };
      expect(await ask('/jails/sshd/logs')).toMatchObject({ status: 200, body: { files: [{ view: 'readable' }] } });
      const before = server.pid();
      await waitFor('the restart', async () => (await ask('/config/restart', '{}')).status === 200, { timeoutMs: 40_000 });
      expect(await server.client('ping')).toContain('pong');
      expect(server.pid()).not.toBe(before);
    } finally {
      await sidecar.dispose();
    }
    await server.dispose();
    expect(await processesOf(server.dir)).toEqual([]);
  });
});

describe('the log generator', () => {
  it('leads to real bans in every jail, recorded by the action', async () => {
    const server = await create({ jails: [{ name: 'sshd', maxRetry: 3 }, { name: 'nginx-http-auth', maxRetry: 2 }] });
    const generator = createLogGenerator({
      targets: [
        { filter: 'sshd', path: server.jailLogs.sshd ?? '', maxRetry: 3 },
        { filter: 'nginx-http-auth', path: server.jailLogs['nginx-http-auth'] ?? '', maxRetry: 2 },
      ],
      intervalMs: 200,
    });
    generator.start();
    try {
      await waitFor('a ban in both jails', async () => {
        const text = await readFile(server.actionLog, 'utf8');
        return text.includes(`ban sshd ${attackerAddress(0)}`) && text.includes(`ban nginx-http-auth ${attackerAddress(1)}`);
      });
    } finally {
      await generator.stop();
    }
    const size = (await readFile(server.jailLogs.sshd ?? '', 'utf8')).length;
    expect(await server.client('get', 'sshd', 'banip')).toContain(attackerAddress(0));
    expect(await server.client('get', 'sshd', 'banip')).not.toContain('192.0.2.99');
    expect((await readFile(server.jailLogs.sshd ?? '', 'utf8')).length).toBe(size);
  });
});
