import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { API_PREFIX } from '../../pkg/contract/routes';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { createPrivateSidecar } from '../stack/privateSidecar';
import type { PrivateSidecar } from '../stack/privateSidecar';
import { waitFor } from '../stack/waitFor';
import { OWN_FILE } from './configStack';

/** BANGUI_TEST_KILLS=40 for more of them. */
const KILLS = Number(process.env.BANGUI_TEST_KILLS ?? 5);
const LATEST_KILL_MS = 2500;
const OWN = OWN_FILE('sshd');

interface Recovered {
  left: string;
  path: string;
  words: string;
}

describe('a sidecar that is killed while it changes the configuration', () => {
  let fail2ban: PrivateFail2ban;
  let sidecar: PrivateSidecar;
  let hold = '';
  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd' }, { name: 'other', filter: 'sshd' }] });
    await writeFile(path.join(fail2ban.configDir, 'action.d/bangui-badstart.conf'), '[Definition]\nactionstart = exit 3\nactionban = true\n');
    // Stands still at the nth call whose arguments have a word: before it does its work, or after.
    hold = path.join(fail2ban.dir, 'hold');
    const client = path.join(fail2ban.dir, 'bin/holding-client');
    await writeFile(
      client,
      `#!/bin/sh
if [ -f ${hold} ]; then
  read when nth word < ${hold}
  case "$*" in *"$word"*)
    echo x >> ${hold}.calls
    if [ "$(wc -l < ${hold}.calls)" -eq "$nth" ]; then
      [ "$when" = before ] || ${fail2ban.clientCommand} "$@" > /dev/null 2>&1
      echo held > ${hold}.held
      while [ -f ${hold} ]; do sleep 0.05; done
      exit 1
    fi;;
  esac
fi
exec ${fail2ban.clientCommand} "$@"
`
    );
    await chmod(client, 0o755);
    sidecar = await createPrivateSidecar({ fail2ban, env: { BANGUI_FAIL2BAN_CLIENT: client, BANGUI_ALLOW_COMMANDS: 'true', BANGUI_PLUGIN_SOCKET_GROUP: 'root' } });
  });
  afterAll(async () => {
    await release();
    await sidecar?.dispose();
    await fail2ban?.dispose();
  });
  afterEach(release);

  async function release(): Promise<void> {
    await Promise.all(['', '.calls', '.held'].map((end) => rm(`${hold}${end}`, { force: true })));
  }

  const textOf = (file: string) => readFile(path.join(fail2ban.configDir, file), 'utf8').catch(() => null);
  const get = (key: string) => fail2ban.client('get', 'sshd', key);

  async function call(method: string, apiPath: string, body?: unknown) {
    const reply = await fetch(`${sidecar.url}${API_PREFIX}${apiPath}`, {
      method,
      headers: { authorization: `Bearer ${sidecar.scriptTokens.Admin}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return (await reply.json()) as Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any
  }
  const preview = (change: unknown) => call('POST', '/config/changes/preview', { change });
  async function order(change: unknown): Promise<void> {
    const { expected } = await preview(change);
    // Its answer dies with the sidecar.
    void call('POST', '/config/changes', { change, reason: 'a kill', expected }).catch(() => {});
  }
  const setTime = (bantime: string) => ({ kind: 'set_options', jail: 'sshd', options: { bantime } });
  const badAction = { kind: 'edit_file', path: 'jail.d/zz-hand.local', text: '[sshd]\naction = bangui-badstart\n' };

  const told = async () => (await readFile(sidecar.logPath, 'utf8')).split('\n').flatMap((line) => (line.includes('"config_change_recovered"') ? [JSON.parse(line) as Recovered] : []));

  /** Kills it where it stands, starts it anew and waits until it has said what it left. */
  async function killHeld(change: unknown, when: 'before' | 'after', nth: number, word: string): Promise<Recovered | undefined> {
    const before = (await told()).length;
    const { expected } = await preview(change);
    await writeFile(hold, `${when} ${nth} ${word}\n`);
    void call('POST', '/config/changes', { change, reason: 'a kill', expected }).catch(() => {});
    await waitFor('the client to stand still', () => existsSync(`${hold}.held`));
    await sidecar.kill();
    await release();
    return restarted(before);
  }

  async function restarted(before: number): Promise<Recovered | undefined> {
    await sidecar.start();
    const { revisions } = await waitFor('the recovery', async () => {
      const answer = await call('GET', '/config/revisions?limit=1');
      return answer.revisions?.[0]?.result === 'pending' ? null : answer;
    });
    expect(revisions).toBeDefined();
    return (await told())[before];
  }

  async function leftovers(): Promise<string[]> {
    const found = [...(await readdir(fail2ban.configDir, { recursive: true })), ...(await readdir(path.join(sidecar.dir, 'state')))];
    return found.filter((name) => name.includes('.tmp') || name.startsWith('config-stage-'));
  }

  it('leaves all as it was when nothing was written yet', async () => {
    expect(await killHeld(setTime('11m'), 'before', 1, 'config-stage-')).toBeUndefined();
    expect([await textOf(OWN), await get('bantime')]).toEqual([null, '600']);
    expect(await leftovers()).toEqual([]);
  });

  it.each(['before', 'after'] as const)('has the new configuration taken up when it was killed %s the reload', async (when) => {
    const bantime = when === 'before' ? '12m' : '13m';
    expect(await killHeld(setTime(bantime), when, 1, 'reload')).toMatchObject({ left: 'recovered_new', path: OWN });
    expect([await textOf(OWN), await get('bantime')]).toEqual([`[sshd]\nbantime = ${bantime}\n`, String(Number.parseInt(bantime, 10) * 60)]);
    expect(await leftovers()).toEqual([]);
  });

  it('puts the old one back when fail2ban does not take the new one', async () => {
    expect(await killHeld(badAction, 'after', 1, 'reload')).toMatchObject({ left: 'recovered_old', words: '' });
    expect([await textOf('jail.d/zz-hand.local'), await get('actions')]).toEqual([null, expect.stringContaining('bangui-record')]);
  });

  it('ends what it was taking back', async () => {
    expect(await killHeld(badAction, 'before', 2, 'reload')).toMatchObject({ left: 'recovered_old', words: '' });
    expect([await textOf('jail.d/zz-hand.local'), await get('actions')]).toEqual([null, expect.stringContaining('bangui-record')]);
  });

  it('leaves the new one while fail2ban cannot be asked, and looks when it answers', async () => {
    const { expected } = await preview(setTime('14m'));
    await writeFile(hold, 'before 1 reload\n');
    void call('POST', '/config/changes', { change: setTime('14m'), reason: '', expected }).catch(() => {});
    await waitFor('the client to stand still', () => existsSync(`${hold}.held`));
    await sidecar.kill();
    await release();
    await fail2ban.stop();
    const before = (await told()).length;
    await sidecar.start();
    await waitFor('the recovery to wait', async () => (await readFile(sidecar.logPath, 'utf8')).includes('"config_recovery_waits"'));
    expect(await textOf(OWN)).toBe('[sshd]\nbantime = 14m\n');
    await fail2ban.start();
    expect(await waitFor('the recovery', async () => (await told())[before])).toMatchObject({ left: 'recovered_new', words: '' });
    expect([await textOf(OWN), await get('bantime')]).toEqual(['[sshd]\nbantime = 14m\n', '840']);
  });

  it(`leaves the old or the new one whole, ${KILLS} times at any moment`, async () => {
    const times = [];
    for (let round = 0; round < KILLS; round++) {
      const old = await textOf(OWN);
      const fresh = `[sshd]\nbantime = ${20 + round}m\n`;
      await order(setTime(`${20 + round}m`));
      const wait = randomInt(LATEST_KILL_MS);
      await sleep(wait);
      await sidecar.kill();
      await sidecar.start();
      await waitFor('the recovery', async () => (await call('GET', '/config/revisions?limit=1')).revisions?.[0]?.result !== 'pending');
      const text = await textOf(OWN);
      times.push(`${wait} ms: ${text === fresh ? 'new' : 'old'}`);
      expect([old, fresh], `killed after ${wait} ms`).toContain(text);
      expect(await get('bantime')).toBe(String(Number(/bantime = (\d+)m/.exec(text ?? '')?.[1] ?? 10) * 60));
      expect(await leftovers()).toEqual([]);
    }
    if (process.env.BANGUI_TEST_SHOW) {
      process.stdout.write(`${times.join('\n')}\n`);
    }
    const { revisions } = await call('GET', '/config/revisions?limit=50');
    expect(revisions.filter(({ result }: { result: string }) => result === 'pending')).toEqual([]);
    expect((await fail2ban.client('status')).match(/Jail list:\s*(.*)/)?.[1]).toBe('other, sshd');
  }, 300_000);
});
