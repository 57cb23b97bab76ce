import type { UnreachableReason } from '../../pkg/contract/errors';
import { covers, parseAddress } from '../../pkg/domain/address';
import type { ActiveBan } from '../../pkg/domain/ban';
import { BanguiError, Fail2banRejected, Fail2banUnreachable, invalidInput } from '../../pkg/domain/errors';
import type { JailCounters, JailFilter, JailParameters } from '../../pkg/domain/jail';
import { assertJailName } from '../../pkg/domain/jailName';
import { assertLimit } from '../../pkg/domain/liveParameters';
import { serverArgument } from '../../pkg/domain/serverParameters';
import type { Clock } from '../../pkg/services/ports/clock';
import { epochSeconds } from '../../pkg/services/ports/clock';
import type { Fail2banPort, ServerFiles } from '../../pkg/services/ports/fail2banPort';

export interface FakeJail {
  counters: Omit<JailCounters, 'name' | 'currentlyBanned'>;
  parameters: JailParameters;
  ignoreList: string[];
  filter: JailFilter;
  bans: Map<string, ActiveBan>;
  idle: boolean;
  maxMatches: number;
}

const EMPTY: FakeJail = {
  counters: { currentlyFailed: 0, totalFailed: 0, totalBanned: 0, logFiles: ['/var/log/auth.log'], journalMatches: [] },
  parameters: { banTime: 600, findTime: 600, maxRetry: 5, escalates: false, actions: ['noop'] },
  ignoreList: [],
  filter: { failRegexes: ['^failed from (?P<ip4>\\S+)$'], ignoreRegexes: [], prefRegex: '', datePattern: null, maxLines: 1, encoding: 'UTF-8' },
  bans: new Map(),
  idle: false,
  maxMatches: 5,
};

/** fail2ban in memory, with `jails` and every answer's circumstances open to the test. */
export function createFakeFail2ban({ clock, jailNames }: { clock: Clock; jailNames: readonly string[] }) {
  const jails = new Map<string, FakeJail>(jailNames.map((name) => [name, structuredClone(EMPTY)]));
  const listeners = new Set<() => void>();
  const calls: string[] = [];
  const serverFiles: ServerFiles = { database: '/var/lib/fail2ban/fail2ban.sqlite3', logTarget: '/var/log/fail2ban.log' };
  const circumstances: { unreachable: UnreachableReason | null; delayMs: number; version: string; databaseFile: string | null; logLevel: string; purgeAge: number; maxMatches: number; refuses: string | null; preflight: string[]; scratchLeft: boolean } = {
    unreachable: null,
    delayMs: 0,
    version: '1.1.0',
    databaseFile: '/var/lib/fail2ban/fail2ban.sqlite3',
    logLevel: 'INFO',
    purgeAge: 86_400,
    maxMatches: 10,
    refuses: null,
    preflight: [],
    scratchLeft: false,
  };
  let running: { command: string; sinceMs: number } | null = null;

  async function work<T>(command: string, answer: () => T): Promise<T> {
    calls.push(command);
    if (circumstances.delayMs > 0) {
      running = { command, sinceMs: clock.now() };
      await new Promise<void>((resolve) => clock.after(circumstances.delayMs, resolve));
      running = null;
    }
    if (circumstances.unreachable) {
      throw new Fail2banUnreachable(circumstances.unreachable);
    }
    if (circumstances.refuses !== null && command.startsWith(circumstances.refuses)) {
      throw new Fail2banRejected('ValueError', `no ${command}`);
    }
    return answer();
  }

  function find(name: string): FakeJail {
    const jail = jails.get(name);
    if (!jail) {
      throw new BanguiError('JAIL_NOT_FOUND', `fail2ban runs no jail "${name}".`, { jail: name });
    }
    jail.idle || jail.bans.forEach(({ end }, address) => end !== null && end <= epochSeconds(clock) && jail.bans.delete(address));
    return jail;
  }

  function banOne(name: string, address: string): boolean {
    const { bans, counters, parameters } = find(name);
    if (bans.has(address)) {
      return false;
    }
    const start = epochSeconds(clock);
    const { banTime } = parameters;
    bans.set(address, { jail: name, address, start, end: banTime < 0 ? null : start + banTime, banTime });
    counters.totalBanned++;
    return true;
  }

  function unbanOne(name: string, text: string): number {
    const { bans } = find(name);
    const lifted = [...bans.keys()].filter((address) => covers(parseAddress(text), parseAddress(address)));
    lifted.forEach((address) => bans.delete(address));
    return lifted.length;
  }

  const done = (changed: number) => ({ changed, failure: null });

  const known = (names: readonly string[]) => {
    names.forEach((name) => assertJailName(name));
    return names.filter((name) => jails.has(name));
  };

  const port: Fail2banPort = {
    ping: async (limitMs) => {
      if (circumstances.delayMs > limitMs) {
        await new Promise<void>((resolve) => clock.after(limitMs, resolve));
        throw new BanguiError('FAIL2BAN_TIMEOUT', 'fail2ban did not answer in time.', { command: 'ping' });
      }
      await work('ping', () => undefined);
    },
    capabilities: () => work('version', () => ({ version: circumstances.version })),
    databaseFile: () => work('get dbfile', () => circumstances.databaseFile),
    purgeAge: () => work('get dbpurgeage', () => (circumstances.databaseFile === null ? null : circumstances.purgeAge)),
    jailNames: () => work('status', () => [...jails.keys()].sort()),
    counters: async (names) => {
      const wanted = known(names);
      return work('counters', () => wanted.map((name) => ({ ...find(name).counters, name, currentlyBanned: find(name).bans.size })));
    },
    parameters: async (names) => {
      const wanted = known(names);
      return work('parameters', () => new Map(wanted.map((name) => [name, find(name).parameters])));
    },
    activeBans: async (jail) => {
      assertJailName(jail);
      return work(`activeBans ${jail}`, () => [...find(jail).bans.values()]);
    },
    ignoreList: async (jail) => {
      assertJailName(jail);
      return work(`ignoreList ${jail}`, () => [...find(jail).ignoreList]);
    },
    ban: async (jail, addresses) => {
      assertJailName(jail);
      addresses.forEach(assertCanonical);
      return done(addresses.length === 0 ? 0 : await work(`ban ${jail}`, () => addresses.filter((address) => banOne(jail, address)).length));
    },
    unban: async (jail, addresses) => {
      jail === null || assertJailName(jail);
      addresses.forEach(assertCanonical);
      const from = () => (jail === null ? [...jails.keys()] : [jail]);
      const lift = () => from().flatMap((name) => addresses.map((address) => unbanOne(name, address)));
      return done(addresses.length === 0 ? 0 : await work(`unban ${jail ?? 'everywhere'}`, () => lift().reduce((sum, count) => sum + count, 0)));
    },
    serverFiles: () => work('serverFiles', () => ({ ...serverFiles })),
    logLevel: () => work('get loglevel', () => circumstances.logLevel),
    serverParameters: () =>
      work('serverParameters', () => {
        const { databaseFile, logLevel, purgeAge, maxMatches } = circumstances;
        const kept = databaseFile !== null;
        return { logLevel, logTarget: serverFiles.logTarget, databaseFile, purgeAge: kept ? purgeAge : null, maxMatches: kept ? maxMatches : null };
      }),
    setServerParameter: async (key, value) => {
      const argument = serverArgument(key, value);
      await work(`set ${key} ${argument}`, () => {
        Object.assign(circumstances, { loglevel: { logLevel: argument }, dbpurgeage: { purgeAge: value }, dbmaxmatches: { maxMatches: value } }[key]);
      });
    },
    flushLogs: () => work('flushlogs', () => undefined),
    liveParameters: async (jail) => {
      assertJailName(jail);
      return work(`liveParameters ${jail}`, () => {
        const { parameters, maxMatches } = find(jail);
        return { banTime: parameters.banTime, findTime: parameters.findTime, maxRetry: parameters.maxRetry, maxMatches };
      });
    },
    setLiveParameter: async (jail, key, value) => {
      assertJailName(jail);
      assertLimit(key, value);
      await work(`set ${jail} ${key} ${value}`, () => {
        const found = find(jail);
        Object.assign(found.parameters, { bantime: { banTime: value }, findtime: { findTime: value }, maxretry: { maxRetry: value }, maxmatches: {} }[key]);
        found.maxMatches = key === 'maxmatches' ? value : found.maxMatches;
      });
    },
    filterOf: async (jail) => {
      assertJailName(jail);
      return work(`filterOf ${jail}`, () => find(jail).filter);
    },
    preflight: (jail) => work(`preflight ${jail.name}`, () => circumstances.preflight),
    tidyPreflight: () =>
      work('tidyPreflight', () => {
        const wasThere = circumstances.scratchLeft;
        circumstances.scratchLeft = false;
        return wasThere;
      }),
    stopJail: async (jail) => {
      assertJailName(jail);
      await work(`stop ${jail}`, () => find(jail) && jails.delete(jail));
    },
    setIdle: async (jail, on) => {
      assertJailName(jail);
      await work(`idle ${jail}`, () => void (find(jail).idle = on));
    },
    running: () => running,
    unanswered: () => running && { ...running, takesLong: false },
    onConnectionLost(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  return {
    port,
    jails,
    /** Gives a jail as a reload would. */
    load: (name: string) => void jails.set(name, structuredClone(EMPTY)),
    serverFiles,
    circumstances,
    /** What was asked, in order. */
    calls,
    loseConnection: () => listeners.forEach((listener) => listener()),
  };
}

function assertCanonical(address: string): void {
  if (parseAddress(address).text !== address) {
    throw invalidInput('address', 'The address is not in its canonical form.');
  }
}
