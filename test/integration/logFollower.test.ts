import { appendFile, rename } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fail2banEvent } from '../../pkg/domain/fail2banEvent';
import { createLogFollower } from '../../pkg/fail2ban/log/createLogFollower';
import { systemClock } from '../../pkg/host/systemClock';
import type { Followed, LogPosition } from '../../pkg/services/ports/logFollowerPort';
import { createRecordingLogger } from '../fakes/createRecordingLogger';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';

const TIME_ZONE = 'America/St_Johns';
const INCREMENTS = { 'bantime.increment': 'true', 'bantime.factor': '2' };

describe('the log of a real fail2ban', () => {
  let fail2ban: PrivateFail2ban;
  let events: Fail2banEvent[] = [];
  let gaps = 0;
  let position: LogPosition | null = null;
  let followed: Followed;

  function follow(): void {
    followed = createLogFollower({ clock: systemClock, logger: createRecordingLogger().logger }).follow({ kind: 'file', path: fail2ban.logPath, timeZone: TIME_ZONE }, position, async (batch) => {
      events.push(...batch.events);
      position = batch.position;
      gaps += batch.gap ? 1 : 0;
    });
  }
  const until = (what: string, has: (event: Fail2banEvent) => boolean) => waitFor(what, () => events.find(has));
  const told = (kind: Fail2banEvent['kind'], address?: string) => until(`${kind} ${address ?? ''}`, (event) => event.kind === kind && (address === undefined || ('address' in event && event.address === address)));

  beforeAll(async () => {
    const jails = [{ name: 'sshd', maxRetry: 2 }, { name: 'rising', filter: 'sshd', banTime: 1, settings: INCREMENTS }, { name: 'third', filter: 'sshd' }];
    fail2ban = await createPrivateFail2ban({ jails, timeZone: TIME_ZONE });
    follow();
  });
  afterAll(async () => {
    await followed.stop();
    await fail2ban.dispose();
  });

  it('tells of its start', async () => {
    expect(await told('serverStarted')).toMatchObject({ version: fail2ban.version });
    await until('three jails', (event) => event.kind === 'jailStarted' && event.jail === 'third');
    expect(events.filter(({ kind }) => kind === 'jailCreated')).toHaveLength(3);
    expect(events.filter(({ kind }) => kind === 'otherError' || kind === 'commandFailed')).toEqual([]);
  });

  it('tells of failures and of the ban they lead to', async () => {
    const failedAt = Math.floor(Date.now() / 1000);
    const written = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE, dateStyle: 'short', timeStyle: 'medium' }).format(failedAt * 1000);
    await appendFile(fail2ban.jailLogs.sshd ?? '', `${written} host sshd[1]: Failed password for root from 192.0.2.1 port 4711 ssh2\n`.repeat(2));
    const ban = await told('ban', '192.0.2.1');
    expect(Math.abs(ban.at - Date.now() / 1000)).toBeLessThan(60);
    const found = events.filter((event) => event.kind === 'found' && event.address === '192.0.2.1');
    expect(found).toMatchObject([{ at: failedAt, jail: 'sshd' }, { at: failedAt, jail: 'sshd' }]);
  });

  it('tells of unbans by hand as such', async () => {
    await fail2ban.client('set', 'sshd', 'unbanip', '192.0.2.1');
    expect(await told('unban', '192.0.2.1')).toMatchObject({ jail: 'sshd', cause: 'unbanned' });
  });

  it('tells of longer bans', async () => {
    await fail2ban.client('set', 'rising', 'banip', '192.0.2.2');
    await told('unban', '192.0.2.2');
    await fail2ban.client('set', 'rising', 'banip', '192.0.2.2');
    const prolonged = await told('prolong', '192.0.2.2');
    expect(prolonged).toMatchObject({ jail: 'rising', banCount: 2 });
    expect(prolonged.kind === 'prolong' && Math.abs((prolonged.end ?? 0) - prolonged.at - prolonged.banTime)).toBeLessThan(2);
  });

  it('reads on over rotation and flushlogs', async () => {
    await rename(fail2ban.logPath, `${fail2ban.logPath}.1`);
    await fail2ban.client('set', 'sshd', 'banip', '192.0.2.3');
    await told('ban', '192.0.2.3');
    await fail2ban.client('flushlogs');
    await fail2ban.client('set', 'sshd', 'banip', '192.0.2.4');
    await told('ban', '192.0.2.4');
    expect(gaps).toBe(0);
  });

  it('knows that a jail which stops lifts no ban by itself', async () => {
    await fail2ban.client('set', 'third', 'banip', '192.0.2.5', '192.0.2.6');
    await told('ban', '192.0.2.6');
    await fail2ban.client('stop', 'third');
    await until('the stop', (event) => event.kind === 'jailStopped' && event.jail === 'third');
    const ends = events.filter((event) => (event.kind === 'unban' || event.kind === 'repeal') && event.jail === 'third');
    expect(ends).toHaveLength(2);
    expect(ends.every((event) => event.kind === 'repeal' || (event.kind === 'unban' && event.cause === 'jail_stopped'))).toBe(true);
  });

  it('takes up after a restart of fail2ban that it did not see', async () => {
    await followed.stop();
    const before = events.length;
    await fail2ban.stop();
    await fail2ban.start();
    await fail2ban.client('reload', '--if-exists', 'sshd');
    await fail2ban.client('set', 'sshd', 'banip', '192.0.2.7');
    follow();
    await told('ban', '192.0.2.7');
    const since = events.slice(before);
    expect(since.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['serverStopping', 'serverStopped', 'serverStarted', 'jailReloaded']));
    expect(since.flatMap((event) => (event.kind === 'unban' ? event.cause : [])).every((cause) => cause === 'jail_stopped')).toBe(true);
    expect(since.flatMap((event) => (event.kind === 'restore' ? event.address : [])).sort()).toEqual(expect.arrayContaining(['192.0.2.3', '192.0.2.4']));
    expect(events.flatMap((event) => (event.kind === 'ban' && event.jail !== 'rising' ? event.address : []))).toEqual(['192.0.2.1', '192.0.2.3', '192.0.2.4', '192.0.2.5', '192.0.2.6', '192.0.2.7']);
    expect(gaps).toBe(0);
  });
});
