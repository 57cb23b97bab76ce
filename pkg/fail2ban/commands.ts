import { parseAddress } from '../domain/address';
import type { LimitKey } from '../domain/liveParameters';
import { assertLimit } from '../domain/liveParameters';
import type { ServerKey } from '../domain/serverParameters';
import { serverArgument } from '../domain/serverParameters';
import { invalidInput } from '../domain/errors';
import { assertJailName } from '../domain/jailName';
import type { ActiveBan } from '../domain/ban';
import type { JailCounters } from '../domain/jail';
import type { Command } from './command';
import { readCounters } from './replies/readCounters';
import { readJailNames } from './replies/readJailNames';
import { readList, readNumber, readSwitch, readText, readTextOrNull, readTexts } from './replies/readValue';
import type { PickleValue } from './codec/pickleValue';

const READ_LIMIT_MS = 5_000;
/** fail2ban runs a ban's actions before it answers, and gives one action 60 s. */
const CHANGE_LIMIT_MS = 75_000;
const CHANGE_LIMIT_PER_ADDRESS_MS = 1_000;

/** A stop lifts every ban first, and an action may need a shell for each of tens of thousands. */
const STOP_LIMIT_MS = 600_000;

/** Reaches fail2ban's full rate; more at once only keeps its other clients waiting for longer. */
export const MAX_ADDRESSES = 100;

/**
 * Everything that is ever sent to fail2ban. Its socket takes any command, some of which run code as root, and checks
 * next to nothing: so there is no free text here, only fixed words and validated names and addresses.
 */
export const commands = {
  ping: (limitMs: number): Command<void> => ({ argv: ['ping'], label: 'ping', limitMs, kind: 'short', parse: () => undefined }),

  version: (): Command<string> => short(['version'], readText),

  purgeAge: (): Command<number | null> => short(['get', 'dbpurgeage'], (value) => (value === null ? null : readNumber(value))),

  maxMatches: (): Command<number | null> => short(['get', 'dbmaxmatches'], (value) => (value === null ? null : readNumber(value))),

  /** fail2ban evaluates some of these as Python: only digits and a level's name ever leave. */
  setServer: (key: ServerKey, value: string | number): Command<void> => ({ ...short(['set', key, serverArgument(key, value)], () => undefined), kind: 'change' }),

  flushLogs: (): Command<void> => ({ ...short(['flushlogs'], () => undefined), kind: 'change' }),

  jailNames: (): Command<string[]> => short(['status'], readJailNames),

  counters: (jail: string): Command<JailCounters> => short(['status', named(jail), 'short'], (value) => readCounters(jail, value)),

  duration: (jail: string, key: 'bantime' | 'findtime'): Command<number> => short(['get', named(jail), key], readNumber),

  maxRetry: (jail: string): Command<number> => short(['get', named(jail), 'maxretry'], readNumber),

  limit: (jail: string, key: LimitKey): Command<number> => short(['get', named(jail), key], readNumber),

  /** Evaluated as Python, too. */
  setLimit: (jail: string, key: LimitKey, value: number): Command<void> => ({ ...short(['set', named(jail), key, limitText(key, value)], () => undefined), kind: 'change' }),

  escalates: (jail: string): Command<boolean> => short(['get', named(jail), 'bantime.increment'], readSwitch),

  actions: (jail: string): Command<string[]> => short(['get', named(jail), 'actions'], readTexts),

  ignoreList: (jail: string): Command<string[]> => short(['get', named(jail), 'ignoreip'], readTexts),

  activeBans: (jail: string, parse: (value: PickleValue) => ActiveBan[]): Command<ActiveBan[]> => ({
    ...short(['get', named(jail), 'banip', '--with-time'], parse),
    kind: 'long',
  }),

  ban: (jail: string, addresses: readonly string[]): Command<number> => change(['set', named(jail), 'banip'], addresses),

  unban: (jail: string, addresses: readonly string[]): Command<number> => change(['set', named(jail), 'unbanip'], addresses),

  unbanEverywhere: (addresses: readonly string[]): Command<number> => change(['unban'], addresses),

  databaseFile: (): Command<string | null> => short(['get', 'dbfile'], readTextOrNull),

  logTarget: (): Command<string> => short(['get', 'logtarget'], readText),

  logLevel: (): Command<string> => short(['get', 'loglevel'], readText),

  regexes: (jail: string, key: 'failregex' | 'ignoreregex'): Command<string[]> => short(['get', named(jail), key], readTexts),

  prefRegex: (jail: string): Command<string> => short(['get', named(jail), 'prefregex'], (value) => readTextOrNull(value) ?? ''),

  // A pattern and what it means in words; null, or a null pattern, for the patterns that fail2ban knows by itself.
  datePattern: (jail: string): Command<string | null> => short(['get', named(jail), 'datepattern'], (value) => (value === null ? null : readTextOrNull(readList(value)[0] ?? null))),

  maxLines: (jail: string): Command<number> => short(['get', named(jail), 'maxlines'], readNumber),

  encoding: (jail: string): Command<string> => short(['get', named(jail), 'logencoding'], readText),

  // Without a name "stop" would end the whole server: `named` throws for an empty one.
  stopJail: (jail: string): Command<void> => ({ ...short(['stop', named(jail)], () => undefined), limitMs: STOP_LIMIT_MS, kind: 'change' }),

  idle: (jail: string, on: boolean): Command<void> => ({ ...short(['set', named(jail), 'idle', on ? 'on' : 'off'], () => undefined), kind: 'change' }),
};

function short<T>(argv: string[], parse: (value: PickleValue) => T): Command<T> {
  return { argv, label: argv.join(' '), limitMs: READ_LIMIT_MS, kind: 'short', parse };
}

function change(words: string[], addresses: readonly string[]): Command<number> {
  if (addresses.length === 0 || addresses.length > MAX_ADDRESSES) {
    throw invalidInput('addresses', `One command takes 1 to ${MAX_ADDRESSES} addresses.`);
  }
  return {
    argv: [...words, ...addresses.map(canonical)],
    label: `${words.join(' ')} (${addresses.length})`,
    limitMs: CHANGE_LIMIT_MS + CHANGE_LIMIT_PER_ADDRESS_MS * addresses.length,
    kind: 'change',
    parse: readNumber,
  };
}

function named(jail: string): string {
  assertJailName(jail);
  return jail;
}

function limitText(key: LimitKey, value: number): string {
  assertLimit(key, value);
  return String(value);
}

/** fail2ban stores an address as it is spelt, so a second spelling would be a second ban. */
function canonical(address: string): string {
  const { text } = parseAddress(address);
  if (text !== address) {
    throw invalidInput('address', `The address must be written as ${text}.`);
  }
  return text;
}
