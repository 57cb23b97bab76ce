import { appendFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PrivateJail } from '../stack/privateJail';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { createCheckStack } from './checkStack';

const HOUR = 3600;
const DAY = 86_400;

describe('the checks, on a real fail2ban', () => {
  const disposals: Array<() => Promise<unknown>> = [];
  afterEach(async () => {
    for (const dispose of disposals.splice(0).reverse()) {
      await dispose();
    }
  });

  async function stack(jails: readonly PrivateJail[]) {
    const fail2ban = await createPrivateFail2ban({ jails });
    disposals.push(fail2ban.dispose);
    const made = await createCheckStack(fail2ban);
    disposals.push(made.dispose);
    return { fail2ban, ...made };
  }

  const failedLogin = (address: string, at = new Date()) =>
    `${at.toString().slice(4, 7)} ${String(at.getDate()).padStart(2, ' ')} ${at.toTimeString().slice(0, 8)} host sshd[1151]: Failed password for root from ${address} port 4711 ssh2\n`;

  it('find a log that is gone, and that it is back', async () => {
    const { fail2ban, problems, putForward } = await stack([{ name: 'sshd' }, { name: 'other', filter: 'sshd' }]);
    const log = fail2ban.jailLogs.sshd ?? '';
    expect(await problems('jail_blind')).toEqual({ sshd: null, other: null });
    await rename(log, `${log}.1`);
    expect(await problems('jail_blind')).toEqual({ sshd: null, other: null });
    putForward(61);
    expect(await problems('jail_blind')).toEqual({ sshd: 'log_missing', other: null });
    await writeFile(log, '');
    expect(await problems('jail_blind')).toEqual({ sshd: null, other: null });
  });

  it('find a log that was rotated where a container does not see it', async () => {
    const inside = ({ dir }: { dir: string }) => path.join(dir, 'logs/inside.log');
    const fail2ban = await createPrivateFail2ban({
      jails: [{ name: 'sshd' }, { name: 'inside', filter: 'sshd' }],
      // As a container does that gets a single file of its host.
      through: (paths) => ['/usr/bin/unshare', '--mount', '/bin/sh', '-c', 'mount --bind "$0" "$1" && shift && exec "$@"', paths.jailLogs.sshd ?? '', inside(paths)],
    });
    disposals.push(fail2ban.dispose);
    const log = fail2ban.jailLogs.sshd ?? '';
    const { problems, putForward, dispose } = await createCheckStack(fail2ban, null, (file) => (file === inside(fail2ban) ? log : file));
    disposals.push(dispose);
    const later = async () => {
      await problems('jail_blind');
      putForward(61);
      return problems('jail_blind');
    };
    expect(await later()).toEqual({ sshd: null, inside: null });
    await rename(log, `${log}.1`);
    await writeFile(log, 'new\n');
    expect(await later()).toEqual({ sshd: null, inside: null });
    await utimes(log, new Date(), new Date(Date.now() + 700_000));
    expect(await later()).toEqual({ sshd: null, inside: 'log_other' });
  });

  it('find a log that fail2ban gave up, and that came back', async () => {
    const { fail2ban, problems, putForward, findings } = await stack([{ name: 'sshd' }]);
    const log = fail2ban.jailLogs.sshd ?? '';
    expect(await problems('jail_blind')).toEqual({ sshd: null });
    await fail2ban.client('set', 'sshd', 'dellogpath', log);
    await problems('jail_blind');
    putForward(61);
    expect((await findings('jail_blind'))[0]).toMatchObject({ problem: 'log_dropped', evidence: expect.stringContaining(`no longer watches ${log}`) });
    await fail2ban.client('set', 'sshd', 'addlogpath', log);
    expect(await problems('jail_blind')).toEqual({ sshd: null });
  });

  it('find a log that grew while nothing was read for a day', async () => {
    const { fail2ban, problems, putForward, client, database } = await stack([{ name: 'sshd', maxRetry: 100 }, { name: 'other', filter: 'sshd', maxRetry: 100 }]);
    const { sshd = '', other = '' } = fail2ban.jailLogs;
    const totals = async () => (await client.counters(['other', 'sshd'])).map(({ totalFailed }) => totalFailed);
    await appendFile(sshd, failedLogin('192.0.2.1'));
    await appendFile(other, failedLogin('192.0.2.1'));
    await waitFor('both to be read', async () => (await totals()).join() === '1,1');
    await client.setIdle('sshd', true);
    await problems('jail_blind');
    putForward(HOUR);
    const later = (file: string) => utimes(file, new Date(), new Date(Date.now() + HOUR * 1000));
    for (const file of [sshd, other]) {
      await appendFile(file, failedLogin('192.0.2.2'));
      await later(file);
    }
    // fail2ban writes down where it is at most every ten seconds, with the next line that it reads.
    await waitFor('one to be read', async () => (await totals()).join() !== '1,1');
    const placeOfOther = async () => (await database.readingPlaces(fail2ban.databasePath)).find(({ jail }) => jail === 'other')?.position ?? 0;
    const before = await placeOfOther();
    await waitFor(
      'its place to be written down',
      async () => {
        if ((await placeOfOther()) > before) {
          return true;
        }
        await appendFile(other, failedLogin('192.0.2.2'));
        await later(other);
        return false;
      },
      { everyMs: 3000 }
    );
    expect(await problems('jail_blind')).toEqual({ sshd: null, other: null });
    putForward(DAY + HOUR);
    expect(await problems('jail_blind')).toEqual({ sshd: 'not_read', other: null });
    await client.setIdle('sshd', false);
    await appendFile(sshd, failedLogin('192.0.2.3'));
    await waitFor('it to be read', async () => (await problems('jail_blind')).sshd === null);
  });

  it('find a jail whose failures have stopped', async () => {
    const { problems, archive, follow, clock, findings } = await stack([{ name: 'sshd' }, { name: 'other', filter: 'sshd' }]);
    await waitFor('the log to be followed', () => follow.tells());
    const now = Math.floor(clock.now() / 1000);
    const hoursOf = (jail: string, days: readonly number[]) =>
      days.map((day) => ({ kind: 'failures' as const, jail, address: '192.0.2.1', hour: now - (now % HOUR) - day * DAY - 12 * HOUR, count: 3 }));
    const twoWeeks = Array.from({ length: 14 }, (_, day) => day + 2);
    await archive.recordFollowed([...hoursOf('sshd', twoWeeks), ...hoursOf('other', [...twoWeeks, 1])], null);
    expect(await problems('jail_blind')).toEqual({ sshd: 'no_failures', other: null });
    expect((await findings('jail_blind')).find(({ subject }) => subject === 'sshd')?.evidence).toMatch(/^It found failures on each of 14 days, and none since 2\d{3}-/);
  });

  it('find a filter that recognises nothing any more', async () => {
    const { fail2ban, problems, trials } = await stack([{ name: 'sshd', maxRetry: 1000 }, { name: 'quiet', filter: 'sshd' }]);
    const lines = Array.from({ length: 1200 }, (_, index) => failedLogin(`192.0.2.${index % 250}`)).join('');
    await writeFile(fail2ban.jailLogs.sshd ?? '', lines);
    await writeFile(fail2ban.jailLogs.quiet ?? '', 'Nov 21 01:00:00 host cron[1]: nothing to see\n'.repeat(50));
    expect(await trials.run()).toEqual({ tried: 2, untried: 0, blind: 0 });
    expect(await problems('jail_blind')).toEqual({ sshd: null, quiet: null });

    const regexes = (await fail2ban.client('get', 'sshd', 'failregex')).split('\n').filter((line) => /\[\d+\]:/.test(line));
    for (let index = regexes.length - 1; index >= 0; index--) {
      await fail2ban.client('set', 'sshd', 'delfailregex', String(index));
    }
    await fail2ban.client('set', 'sshd', 'addfailregex', '^This is never said by <HOST>$');
    expect(await trials.run()).toEqual({ tried: 2, untried: 0, blind: 1 });
    expect(await problems('jail_blind')).toEqual({ sshd: 'filter_blind', quiet: null });
  });

  it('find a jail that has vanished, but no restart and no stop by a person', async () => {
    const { fail2ban, problems, putForward, stopped } = await stack([{ name: 'sshd' }, { name: 'other', filter: 'sshd' }, { name: 'mine', filter: 'sshd' }]);
    expect(await problems('jail_vanished')).toEqual({ sshd: null, other: null, mine: null });
    putForward(300);
    await fail2ban.stop();
    await fail2ban.start();
    await waitFor('the jails', async () => Object.keys(await problems('jail_vanished').catch(() => ({}))).length === 3);
    expect(await problems('jail_vanished')).toEqual({ sshd: null, other: null, mine: null });

    stopped('mine');
    await fail2ban.client('stop', 'mine');
    await fail2ban.client('stop', 'other');
    expect(await problems('jail_vanished')).toMatchObject({ sshd: null, other: null });
    putForward(61);
    expect(await problems('jail_vanished')).toMatchObject({ sshd: null, other: 'vanished' });
    await fail2ban.client('reload', '--if-exists', 'other');
    expect(await problems('jail_vanished')).toMatchObject({ sshd: null, other: null });
  });

  it('find an action that fails, and that it no longer does', async () => {
    const { fail2ban, problems, putForward, findings, erased } = await stack([
      { name: 'sshd', settings: { action: 'failing' }, enabled: false },
      { name: 'other', filter: 'sshd' },
    ]);
    const switchFile = path.join(fail2ban.dir, 'works');
    await writeFile(path.join(fail2ban.configDir, 'action.d/failing.conf'), `[Definition]\nactionban = test -e "${switchFile}"\nactionunban =\n`);
    await fail2ban.client('set', 'other', 'banip', '192.0.2.1');
    await writeFile(path.join(fail2ban.configDir, 'jail.d/sshd.local'), `[sshd]\nenabled = true\nbackend = polling\nfilter = sshd\nlogpath = ${fail2ban.jailLogs.sshd}\naction = failing\n`);
    await fail2ban.client('reload', '--if-exists', 'sshd');
    await fail2ban.client('set', 'sshd', 'banip', '192.0.2.7');
    await waitFor('the failure', async () => (await problems('not_enforced')).sshd === 'action_failed');
    expect((await findings('not_enforced')).find(({ subject }) => subject === 'sshd')?.evidence).toMatch(/^Action "failing" failed to ban at \S+ \S+ UTC, first with 192\.0\.2\.7/);
    expect((await problems('not_enforced')).other).toBeNull();
    erased('192.0.2.7');
    expect(JSON.stringify(await findings('not_enforced'))).not.toContain('192.0.2.7');

    await writeFile(switchFile, '');
    await fail2ban.client('set', 'sshd', 'banip', '192.0.2.8');
    putForward(80);
    await waitFor('the end of it', async () => (await problems('not_enforced')).sshd === null);
    await rm(switchFile);
  });

  it('find that many bans ended at once, unless fail2ban restarts or a person stopped the jail', async () => {
    const { fail2ban, problems, putForward, stopped, answered, bus } = await stack([{ name: 'sshd' }, { name: 'other', filter: 'sshd' }, { name: 'mine', filter: 'sshd' }]);
    let heard = 0;
    bus.subscribe(({ event }) => void (heard += event.kind === 'unban' ? 1 : event.kind === 'restore' ? -1 : 0));
    const addresses = Array.from({ length: 60 }, (_, index) => `198.51.100.${index}`);
    for (const jail of ['sshd', 'other', 'mine']) {
      await fail2ban.ban(jail, addresses);
    }
    await fail2ban.stop();
    await fail2ban.start();
    await waitFor('the bans to be back', async () => heard === 0 && (await problems('mass_unban').catch(() => null)) !== null);
    answered();
    putForward(100);
    expect(await problems('mass_unban')).toEqual({ sshd: null, other: null, mine: null, '': null });
    putForward(-100);

    stopped('mine');
    await fail2ban.client('stop', 'mine');
    await fail2ban.client('set', 'other', 'unbanip', ...addresses);
    await waitFor('the ends', () => heard === 120);
    putForward(35);
    expect(await problems('mass_unban')).toEqual({ sshd: null, other: 'mass_unban', mine: null, '': null });
    putForward(700);
    expect(await problems('mass_unban')).toEqual({ sshd: null, other: null, '': null });
  });
});
