import { execFile } from 'node:child_process';
import { appendFile, readFile, rename, rm, statfs, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Check } from '../../pkg/contract/queries';
import { failureLine } from '../stack/logLines';
import { jailSection } from '../stack/privateJail';
import { benchAddresses } from '../stack/testAddresses';
import type { TroubledHostInfo } from './troubledHost';
import { SURGE_JAIL } from './troubledHost';

export interface Trouble {
  rule: Check;
  /** Of its alert. */
  labels: Record<string, string>;
  evidence: RegExp;
  cause(): Promise<unknown>;
  remedy(): Promise<unknown>;
}

export interface TroubleTools {
  host: TroubledHostInfo;
  /** Starts the sidecar of the host anew, and does something while it is away. */
  whileSidecarIsAway(act: () => Promise<void>): Promise<void>;
  /** Tries the filters of all jails, as the job does each day. */
  tryFilters(): Promise<void>;
}

const run = promisify(execFile);
const HOUR = 3600;
const DAY = 86_400;
const UTC = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d UTC`;
const MANY = 60;
const HELD = '192.0.2.71';

export type Troubles = ReturnType<typeof createTroubles>;

/** The real conditions that the rules tell of: how each is caused and taken away. */
export function createTroubles({ host, whileSidecarIsAway, tryFilters }: TroubleTools) {
  const { fail2ban, rotated, disk, switches } = host;
  const logOf = (jail: string) => fail2ban.jailLogs[jail] ?? '';
  const client = async (...args: string[]) => (await run(fail2ban.clientCommand, args, { timeout: 60_000 })).stdout.trim();
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
  const failedLogins = (addresses: readonly string[], secondsAgo = 0) => addresses.map((address) => failureLine('sshd', { address, user: 'root', when: ago(secondsAgo) })).join('');
  const fail = (jail: string, count = 1) => appendFile(logOf(jail), failedLogins(benchAddresses(count, 5000)));

  /** As fail2ban writes it, in the local time. */
  function record(secondsAgo: number, thread: string, level: string, text: string): string {
    const when = ago(secondsAgo);
    const two = (value: number) => String(value).padStart(2, '0');
    const date = [when.getFullYear(), two(when.getMonth() + 1), two(when.getDate())].join('-');
    const time = [when.getHours(), when.getMinutes(), when.getSeconds()].map(two).join(':');
    return `${date} ${time},000 fail2ban.${thread.padEnd(16)}[4711]: ${level.padEnd(7)} ${text.replace('<time>', `${date} ${time}`)}\n`;
  }

  /** What must lie in the past, before anything is started. */
  async function layOutPast(): Promise<void> {
    const days = Array.from({ length: 14 }, (_, day) => 15 - day);
    const failures = days.map((day) => record(day * DAY + DAY / 2, 'filter', 'INFO', '[silent] Found 192.0.2.61 - <time>'));
    const ban = [record(10 * HOUR, 'actions', 'NOTICE', '[surge] Ban 192.0.2.62'), record(9.5 * HOUR, 'actions', 'NOTICE', '[surge] Unban 192.0.2.62')];
    await writeFile(fail2ban.logPath, [...failures, ...ban].join(''));
    await appendFile(logOf('mass'), failedLogins(benchAddresses(MANY), 1.2 * HOUR));
    await fail('unread');
    await fail('filter', 6);
  }

  /** What needs fail2ban, and some time before a check looks at it. */
  async function layOutPresent(): Promise<void> {
    await client('set', 'enforced', 'banip', HELD);
    // fail2ban writes down where it is in a log when the jail stops.
    await client('reload', '--restart', 'unread');
  }

  async function breakFilter(): Promise<void> {
    const regexes = (await client('get', 'filter', 'failregex')).split('\n').filter((line) => /\[\d+\]:/.test(line));
    for (let index = regexes.length - 1; index >= 0; index--) {
      await client('set', 'filter', 'delfailregex', String(index));
    }
    await client('set', 'filter', 'addfailregex', '^This is never said by <HOST>$');
    await tryFilters();
  }

  /** The two days that the file has waited: the sidecar's own notes are made as old as they would be then. */
  async function leaveUnread(): Promise<void> {
    await client('set', 'unread', 'idle', 'on');
    await fail('unread', 3);
    await utimes(logOf('unread'), ago(1.1 * DAY), ago(1.1 * DAY));
    await whileSidecarIsAway(async () => {
      const file = path.join(disk.outside, 'check-notes.json');
      const notes = JSON.parse(await readFile(file, 'utf8')) as { reading: Record<string, { since: number }> };
      const reading = notes.reading[`unread\n${logOf('unread')}`];
      if (reading === undefined) {
        throw new Error(`The sidecar has noted nothing of ${logOf('unread')}.`);
      }
      reading.since -= 2 * DAY;
      await writeFile(file, JSON.stringify(notes));
    });
  }

  /** An hour's attacks, that a jail finds in its log when it starts; a little later they are older than an hour. */
  async function startUnderAttack(): Promise<void> {
    await writeFile(logOf('surge'), failedLogins(benchAddresses(25, 1000), HOUR - 150));
    await writeFile(path.join(fail2ban.configDir, 'jail.d/surge.local'), jailSection({ ...SURGE_JAIL, enabled: true }, logOf('surge')));
    await client('reload', '--if-exists', 'surge');
  }

  const remount = (size: string) => run('/usr/bin/nsenter', [...host.mounts.slice(1), 'mount', '-o', `remount,${size}`, disk.mountPoint]);
  const filler = path.join(disk.outside, 'filler');

  /** Not a byte is left on it, and then there is something to write. */
  async function fillDisk(): Promise<void> {
    const { blocks, bfree, bsize } = await statfs(disk.outside);
    await remount(`size=${(blocks - bfree) * bsize + 262_144}`);
    await writeFile(filler, Buffer.alloc(1_048_576)).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) {
        throw error;
      }
    });
    await fail('gone', 20);
  }

  const ofJails: readonly Trouble[] = [
    {
      rule: 'jail_blind',
      labels: { jail: 'gone', problem: 'log_missing' },
      evidence: /gone\.log is gone\.$/,
      cause: () => rename(logOf('gone'), `${logOf('gone')}.1`),
      async remedy() {
        await writeFile(logOf('gone'), '');
        // By now fail2ban may have given it up.
        await client('reload', '--restart', 'gone');
      },
    },
    {
      rule: 'jail_blind',
      labels: { jail: 'dropped', problem: 'log_dropped' },
      evidence: /^fail2ban no longer watches \S+dropped\.log: .*Reload the jail\.$/,
      cause: () => client('set', 'dropped', 'dellogpath', logOf('dropped')),
      remedy: () => client('set', 'dropped', 'addlogpath', logOf('dropped')),
    },
    {
      rule: 'jail_blind',
      labels: { jail: 'rotated', problem: 'log_other' },
      evidence: new RegExp(`^At \\S+rotated\\.log fail2ban sees another file than this host, last written at ${UTC}\\.`),
      async cause() {
        await rename(rotated.outside, `${rotated.outside}.1`);
        await writeFile(rotated.outside, 'new\n');
        await utimes(rotated.outside, new Date(), ago(-700));
      },
      remedy: () => rename(`${rotated.outside}.1`, rotated.outside),
    },
    {
      rule: 'jail_blind',
      labels: { jail: 'unread', problem: 'not_read' },
      evidence: new RegExp(`unread\\.log has grown since ${UTC}, and fail2ban has read nothing of that\\.$`),
      cause: leaveUnread,
      async remedy() {
        await client('set', 'unread', 'idle', 'off');
        await fail('unread');
        // Where it is it writes down with a line that comes ten seconds later, or now.
        await client('reload', '--restart', 'unread');
      },
    },
    {
      rule: 'jail_blind',
      labels: { jail: 'filter', problem: 'filter_blind' },
      evidence: /^Its filter recognises nothing in the last 1,000 lines of \S+filter\.log, among which there are failed logins\.$/,
      cause: breakFilter,
      async remedy() {
        await client('reload', '--restart', 'filter');
        await tryFilters();
      },
    },
    {
      rule: 'jail_vanished',
      labels: { jail: 'mass', problem: 'vanished' },
      evidence: new RegExp(`^fail2ban listed this jail until ${UTC}, and runs without it now\\.$`),
      cause: () => client('stop', 'mass'),
      remedy: () => client('reload', '--if-exists', 'mass'),
    },
    {
      rule: 'mass_unban',
      labels: { jail: 'mass', problem: 'mass_unban' },
      evidence: new RegExp(`^Between ${UTC} and ${UTC} ${MANY} bans ended before their time, and nobody had asked BanGUI for it\\.$`),
      // The jail that vanishes takes its bans with it, and brings them back.
      cause: async () => undefined,
      remedy: async () => undefined,
    },
    {
      rule: 'not_enforced',
      labels: { jail: 'failing', problem: 'action_failed' },
      evidence: new RegExp(`^Action "failing" failed to ban at ${UTC}, first with 192\\.0\\.2\\.72, and no later ban is known to have gone well\\.$`),
      cause: () => client('set', 'failing', 'banip', '192.0.2.72'),
      async remedy() {
        await writeFile(switches.works, '');
        await client('set', 'failing', 'unbanip', '192.0.2.72');
        await client('set', 'failing', 'banip', '192.0.2.73');
      },
    },
    {
      rule: 'not_enforced',
      labels: { jail: 'enforced', problem: 'not_in_firewall' },
      evidence: new RegExp(`^nft does not hold all bans of this jail: ${HELD.replaceAll('.', '\\.')} was missing at ${UTC}\\.$`),
      cause: () => run(host.nft, [`delete element inet bans held { ${HELD} }`]),
      remedy: () => run(host.nft, [`add element inet bans held { ${HELD} }`]),
    },
    {
      rule: 'not_enforced',
      labels: { jail: 'halfway', problem: 'not_started' },
      evidence: /^fail2ban lists this jail, and runs no thread for it: it reads nothing and bans nobody\./,
      cause: () => client('add', 'halfway', 'polling'),
      remedy: () => client('start', 'halfway'),
    },
    {
      rule: 'ban_surge',
      labels: { jail: 'surge', problem: 'surge' },
      evidence: new RegExp(`^25 bans within the hour before ${UTC}; usual at this time are 0\\.$`),
      cause: startUnderAttack,
      remedy: async () => undefined,
    },
  ];

  /** Its end needs a sidecar that starts anew, which forgets some of the others. */
  const silent: Trouble = {
    rule: 'jail_blind',
    labels: { jail: 'silent', problem: 'no_failures' },
    evidence: new RegExp(`^It found failures on each of 14 days, and none since ${UTC}\\.$`),
    // It has been so from the beginning.
    cause: async () => undefined,
    async remedy() {
      await fail('silent');
      // What the archive holds of failures is asked for every ten minutes, and at the start.
      await whileSidecarIsAway(async () => undefined);
    },
  };

  const halfBlind: Trouble = {
    rule: 'half_blind',
    labels: { subject: 'log_level', problem: 'log_level' },
    evidence: /^fail2ban's log level is ERROR: it writes down neither bans nor unbans\. Set it to INFO\.$/,
    cause: () => client('set', 'loglevel', 'ERROR'),
    remedy: () => client('set', 'loglevel', 'INFO'),
  };

  const ofDisk: readonly Trouble[] = [
    {
      rule: 'archive',
      labels: { subject: 'disk', problem: 'disk_low' },
      evidence: /^Less than 5 % or 500 MB of the disk of the state directory is free\.$/,
      cause: fillDisk,
      async remedy() {
        await rm(filler, { force: true });
        await remount(disk.roomy);
      },
    },
    // The same full disk.
    { rule: 'archive', labels: { subject: 'writes', problem: 'writes_fail' }, evidence: /^The archive takes nothing: /, cause: async () => undefined, remedy: async () => undefined },
  ];

  /** A command of another client at which fail2ban hangs; it ends by itself after some minutes. */
  function hold(): Trouble {
    let command: Promise<unknown> = Promise.resolve();
    return {
      rule: 'stuck',
      labels: { problem: 'other_command' },
      evidence: new RegExp(`^fail2ban has not answered "[^"]+" since ${UTC}\\. That takes no time by itself: a command of another client, an action or a regular expression keeps it busy\\.$`),
      async cause() {
        await writeFile(switches.hold, '');
        command = run(fail2ban.clientCommand, ['set', 'stuck', 'banip', ...benchAddresses(6, 3000)]).catch(() => undefined);
      },
      async remedy() {
        await rm(switches.hold, { force: true });
        await command;
      },
    };
  }

  return { layOutPast, layOutPresent, client, ofJails, silent, halfBlind, ofDisk, hold };
}
