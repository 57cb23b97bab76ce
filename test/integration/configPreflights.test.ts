import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../../pkg/contract/queries';
import type { JailStream } from '../../pkg/domain/configStream';
import { sortStream } from '../../pkg/domain/configStream';
import { readStream } from '../../pkg/fail2ban/clientProgram/readStream';
import { createFail2banClient } from '../../pkg/fail2ban/createFail2banClient';
import { createTrialLog } from '../../pkg/host/createTrialLog';
import { systemClock } from '../../pkg/host/systemClock';
import { createRecordingLogger } from '../fakes/createRecordingLogger';
import { contextOf, createGrafanaClient } from '../peer/grafanaClient';
import { waitFor } from '../stack/waitFor';
import { GRAFANA_TOKEN, startTestSidecar } from './startTestSidecar';
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
      return [...jails.map(({ name }) => name), ...logs.map(({ jail, path: log }) => `log of ${jail}: ${log}`)].sort();
    } finally {
      database.close();
    }
  }

  it(`leave it as it was, ${PREFLIGHTS} times over, and nobody hears of them`, async () => {
    const folder = path.join(stack.fail2ban.dir, 'trials');
    const trialLog = createTrialLog({ folder, toFail2ban: (file) => file });
    const client = createFail2banClient({ socketPath: stack.fail2ban.socketPath, clock: systemClock, logger: createRecordingLogger().logger, trialLog });
    const { jails } = sortStream(readStream(await stack.fail2ban.client('-d')));
    const sshd = jails.get('sshd');
    const watching = jails.get('watching');
    if (!sshd || !watching) {
      throw new Error('The jails are not in the dump');
    }
    const journal: JailStream = { ...sshd, backend: 'systemd', commands: sshd.commands.filter(([, , key]) => key !== 'addlogpath') };
    const broken: JailStream = { ...sshd, commands: [...sshd.commands, ['set', 'sshd', 'addfailregex', '^( <HOST>'], ['set', 'sshd', 'findtime', 'abc'], ['set', 'sshd', 'logencoding', 'klingon']] };
    const grafana = createGrafanaClient(`unix:${stack.sidecar.pluginSocket}`);
    async function firing(): Promise<unknown[]> {
      const answers = await Promise.all(CHECKS.map((check) => grafana.query({ A: { queryType: 'check', check } }, contextOf({ login: 'grafana_scheduler', role: 'Admin' }, GRAFANA_TOKEN))));
      return answers.flatMap(({ A }, at) => {
        const rows = A?.frames?.[0] ? tableFromIPC(A.frames[0]).toArray().map((row) => row?.toJSON() as Record<string, unknown>) : [];
        return A?.error ? [`${CHECKS[at]}: ${A.error}`] : rows.filter(({ value }) => value !== 0).map(({ subject, problem, evidence }) => `${CHECKS[at]}: ${String(subject)} ${String(problem)} ${String(evidence)}`);
      });
    }
    await waitFor('all to be known and well', async () => (await firing()).length === 0);
    // Every trial reads other files: a directory is none, and a missing one is found missing.
    const reading = (jail: JailStream, log: string): JailStream => ({ ...jail, commands: [...jail.commands.filter(([, , key]) => key !== 'addlogpath'), ['set', jail.name, 'addlogpath', log, 'head']] });
    const logs = await Promise.all([1, 2, 3, 4].map(async (at) => {
      const log = path.join(stack.fail2ban.dir, `logs/other-${at}.log`);
      await writeFile(log, `first line of ${at}\n`);
      return log;
    }));
    const interrupted = await stack.watchOther('watching');
    const [before, known] = [await stateOfServer(), rows()];

    expect(await client.preflight(broken)).toHaveLength(3);
    await client.preflight(journal);
    expect(await client.preflight(reading(sshd, stack.fail2ban.dir))).toEqual([`Is a directory: ${stack.fail2ban.dir}`]);
    expect(await client.preflight(reading(sshd, `${folder}/gone.log`))).toEqual([`No such file or directory: ${folder}/gone.log`]);
    for (let at = 0; at < PREFLIGHTS; at++) {
      expect(await client.preflight([reading(sshd, logs[at % 4] ?? ''), sshd, watching, journal][at % 5] ?? sshd)).toEqual([]);
      if (at % 20 === 10) {
        expect(await firing()).toEqual([]);
      }
    }
    expect(await readdir(folder)).toEqual([]);
    await client.close();

    // The server notices a moment later that the client is gone.
    await waitFor('the descriptors to be as many as before', async () => (await stateOfServer()).descriptors === before.descriptors);
    expect(await stateOfServer()).toEqual(before);
    // Whatever was read, it had one name: fail2ban keeps that as it keeps any other, under the name of the jail that never ran.
    expect(rows().filter((row) => !known.includes(row))).toEqual([`log of zz-scratch: ${trialLog.name}`, 'zz-scratch']);
    expect(await firing()).toEqual([]);
    grafana.close();
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
