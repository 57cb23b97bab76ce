import { readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JailStream } from '../../pkg/domain/configStream';
import { sortStream } from '../../pkg/domain/configStream';
import { readStream } from '../../pkg/fail2ban/clientProgram/readStream';
import { createFail2banClient } from '../../pkg/fail2ban/createFail2banClient';
import { systemClock } from '../../pkg/host/systemClock';
import { createRecordingLogger } from '../fakes/createRecordingLogger';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';
import { startConfigStack } from './configStack';
import type { ConfigStack } from './configStack';

/** BANGUI_TEST_PREFLIGHTS=500 for the whole story. */
const PREFLIGHTS = Number(process.env.BANGUI_TEST_PREFLIGHTS ?? 40);

describe('trials on a real fail2ban', () => {
  let stack: ConfigStack;
  beforeAll(async () => {
    stack = await startConfigStack([{ name: 'sshd' }, { name: 'watching', filter: 'sshd', settings: { backend: 'auto' } }]);
  });
  afterAll(() => stack?.dispose());

  async function stateOfServer() {
    const folder = `/proc/${(await readFile(stack.fail2ban.pidPath, 'utf8')).trim()}/fd`;
    const descriptors = await Promise.all((await readdir(folder)).map((fd) => readlink(path.join(folder, fd)).catch(() => '')));
    const settings = await Promise.all(['loglevel', 'logtarget', 'dbpurgeage', 'dbfile', 'dbmaxmatches', 'syslogsocket'].map((key) => stack.fail2ban.client('get', key)));
    return { descriptors: descriptors.filter((to) => to !== '').length, inotify: descriptors.filter((to) => to.includes('inotify')).length, settings };
  }

  function rows(): string[] {
    const database = new Database(stack.fail2ban.databasePath, { readonly: true, timeout: 5000 });
    try {
      const jails = database.prepare<[], { name: string }>('SELECT name FROM jails').all();
      const logs = database.prepare<[], { jail: string; path: string }>('SELECT jail, path FROM logs').all();
      return [...jails.map(({ name }) => name), ...logs.map(({ jail }) => `log of ${jail}`)].sort();
    } finally {
      database.close();
    }
  }

  it(`leave it as it was, ${PREFLIGHTS} times over, and nobody hears of them`, async () => {
    const client = createFail2banClient({ socketPath: stack.fail2ban.socketPath, clock: systemClock, logger: createRecordingLogger().logger });
    const { jails } = sortStream(readStream(await stack.fail2ban.client('-d')));
    const sshd = jails.get('sshd');
    const watching = jails.get('watching');
    if (!sshd || !watching) {
      throw new Error('The jails are not in the dump');
    }
    const journal: JailStream = { ...sshd, backend: 'systemd', commands: sshd.commands.filter(([, , key]) => key !== 'addlogpath') };
    const broken: JailStream = { ...sshd, commands: [...sshd.commands, ['set', 'sshd', 'addfailregex', '^( <HOST>'], ['set', 'sshd', 'findtime', 'abc'], ['set', 'sshd', 'logencoding', 'klingon']] };
    const interrupted = await stack.watchOther('watching');
    const [before, known] = [await stateOfServer(), rows()];

    expect(await client.preflight(broken)).toHaveLength(3);
    await client.preflight(journal);
    for (let at = 0; at < PREFLIGHTS; at++) {
      expect(await client.preflight([sshd, watching, journal][at % 3] ?? sshd)).toEqual([]);
    }
    await client.close();

    expect(await stateOfServer()).toEqual(before);
    // A log that was tried is remembered as any other is, under the name of the jail that never ran.
    expect(new Set(rows().filter((row) => !known.includes(row)))).toEqual(new Set(['log of zz-scratch', 'zz-scratch']));
    expect(await stack.listed()).toEqual(['sshd', 'watching']);
    expect(await interrupted()).toEqual([]);
    const { body } = await stack.sidecar.call('GET', '/jails');
    expect(body.states.map(({ name }: { name: string }) => name)).toEqual(['sshd', 'watching']);
    const metrics = await fetch(`${stack.sidecar.url}/metrics`, { headers: { authorization: 'Bearer admin-token-for-tests' } });
    expect(await metrics.text()).not.toContain('zz-scratch');
    expect(JSON.stringify(stack.sidecar.records())).not.toContain('zz-scratch');
  }, 300_000);

  it('that were cut short by a kill are taken away at the next start and after a lost connection, and no other jail is', async () => {
    const { fail2ban } = stack;
    await fail2ban.client('add', 'zz-scratch-of-somebody', 'polling');
    await fail2ban.client('add', 'zz-scratch', 'polling');
    const sidecar = await startTestSidecar(fail2ban.socketPath, { BANGUI_FAIL2BAN_CLIENT: fail2ban.clientCommand, BANGUI_FAIL2BAN_CONFIG_DIR: fail2ban.configDir });
    await waitFor('the trial to be taken away', async () => !(await stack.listed()).includes('zz-scratch'));
    await waitFor('word of it', () => sidecar.records().some(({ event, jail }) => event === 'config_trial_tidied' && jail === 'zz-scratch'));
    expect(await stack.listed()).toEqual(['sshd', 'watching', 'zz-scratch-of-somebody']);
    await sidecar.stop();
    await fail2ban.client('stop', 'zz-scratch-of-somebody');
  });
});
