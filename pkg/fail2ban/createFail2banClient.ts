import { BanguiError, Fail2banUnreachable } from '../domain/errors';
import { assertJailName, isJailName, isScratchJail } from '../domain/jailName';
import { boundedBanTime } from '../domain/banTime';
import type { JailFilter, JailParameters } from '../domain/jail';
import type { LiveParameters } from '../domain/liveParameters';
import type { ServerParameters } from '../domain/serverParameters';
import type { Clock } from '../services/ports/clock';
import { epochSeconds } from '../services/ports/clock';
import type { Change, Fail2banPort, ServerCapabilities } from '../services/ports/fail2banPort';
import type { TrialLogPort } from '../services/ports/hostPorts';
import type { Logger } from '../services/ports/logger';
import type { Command } from './command';
import { commands, MAX_ADDRESSES } from './commands';
import type { Trouble } from './createConnection';
import { createConnection } from './createConnection';
import { createScratchJail } from './createScratchJail';
import { createLocalTime } from './replies/createLocalTime';
import { readActiveBans } from './replies/readActiveBans';
import { readReply } from './replies/readReply';

interface Fail2banClientDeps {
  socketPath: string;
  clock: Clock;
  logger: Logger;
  /** IANA name of the zone that fail2ban writes its times in; this host's when absent. */
  timeZone?: string;
  /** Told each time when fail2ban could not be reached, or left a request without an answer. */
  onTrouble?: (trouble: Trouble) => void;
  /** Where log files of changed jails are tried out. */
  trialLog?: TrialLogPort | null;
}

export interface Fail2banClient extends Fail2banPort {
  /** Ends the connection; everything under way and asked for later rejects with SHUTTING_DOWN. */
  close(): Promise<void>;
}

export function createFail2banClient({ socketPath, clock, logger, timeZone, onTrouble, trialLog = null }: Fail2banClientDeps): Fail2banClient {
  const connection = createConnection({ socketPath, clock, logger, onTrouble });
  const localTime = createLocalTime(timeZone);
  const unsupported = new Set<string>();
  const scratch = createScratchJail({ ask, clock, trialLog });

  async function ask<T>(command: Command<T>): Promise<T> {
    return command.parse(readReply(await connection.send(command)));
  }

  /** Holds as long as the connection: another server may answer on the next one. Everybody who asks meanwhile shares one question. */
  function oncePerConnection<T>(question: () => Promise<T>): () => Promise<T> {
    let asked: { generation: number; answer: Promise<T> } | null = null;
    return () => {
      const generation = connection.generation();
      if (asked?.generation !== generation) {
        const own = { generation, answer: question() };
        asked = own;
        own.answer.catch(() => {
          if (asked === own) {
            asked = null;
          }
        });
      }
      return asked.answer;
    };
  }

  /** Also when the ping has to wait behind a command of our own: then that one goes on. */
  async function ping(limitMs: number): Promise<void> {
    let cancel = () => {};
    const late = new Promise<never>((_resolve, reject) => {
      const error = new BanguiError('FAIL2BAN_TIMEOUT', `fail2ban did not answer within ${limitMs / 1000} s.`, { command: 'ping' });
      cancel = clock.after(limitMs, () => reject(error));
    });
    await Promise.race([ask(commands.ping(limitMs)), late]).finally(() => cancel());
  }

  async function jailNames(): Promise<string[]> {
    const names = await ask(commands.jailNames());
    for (const name of names) {
      if (!isJailName(name) && !unsupported.has(name)) {
        unsupported.add(name);
        logger.warn('jail_name_unsupported', { jail: name });
      }
    }
    return names.filter((name) => isJailName(name) && !isScratchJail(name));
  }

  async function parametersOf(jail: string): Promise<JailParameters> {
    const [banTime, findTime, maxRetry, escalates, actions] = await Promise.all([
      ask(commands.duration(jail, 'bantime')),
      ask(commands.duration(jail, 'findtime')),
      ask(commands.maxRetry(jail)),
      ask(commands.escalates(jail)),
      ask(commands.actions(jail)),
    ]);
    return { banTime: boundedBanTime(banTime), findTime, maxRetry, escalates, actions };
  }

  async function serverParameters(): Promise<ServerParameters> {
    const [logLevel, logTarget, databaseFile, purgeAge, maxMatches] = await Promise.all([
      ask(commands.logLevel()),
      ask(commands.logTarget()),
      ask(commands.databaseFile()),
      ask(commands.purgeAge()),
      ask(commands.maxMatches()),
    ]);
    return { logLevel, logTarget, databaseFile, purgeAge, maxMatches };
  }

  async function liveParameters(jail: string): Promise<LiveParameters> {
    const [banTime, findTime, maxRetry, maxMatches] = await Promise.all([
      ask(commands.limit(jail, 'bantime')),
      ask(commands.limit(jail, 'findtime')),
      ask(commands.limit(jail, 'maxretry')),
      ask(commands.limit(jail, 'maxmatches')),
    ]);
    return { banTime, findTime, maxRetry, maxMatches };
  }

  async function filterOf(jail: string): Promise<JailFilter> {
    const [failRegexes, ignoreRegexes, prefRegex, datePattern, maxLines, encoding] = await Promise.all([
      ask(commands.regexes(jail, 'failregex')),
      ask(commands.regexes(jail, 'ignoreregex')),
      ask(commands.prefRegex(jail)),
      ask(commands.datePattern(jail)),
      ask(commands.maxLines(jail)),
      ask(commands.encoding(jail)),
    ]);
    return { failRegexes, ignoreRegexes, prefRegex, datePattern, maxLines, encoding };
  }

  async function inChunks(addresses: readonly string[], commandFor: (chunk: readonly string[]) => Command<number>): Promise<Change> {
    const chunks: Array<Command<number>> = [];
    for (let at = 0; at < addresses.length; at += MAX_ADDRESSES) {
      chunks.push(commandFor(addresses.slice(at, at + MAX_ADDRESSES)));
    }
    let changed = 0;
    for (const [index, command] of chunks.entries()) {
      try {
        changed += await ask(command);
      } catch (error) {
        if (!(error instanceof BanguiError) || (index === 0 && !mayHaveActed(error))) {
          throw error;
        }
        return { changed, failure: error, answered: index * MAX_ADDRESSES };
      }
    }
    return { changed, failure: null };
  }

  return {
    ping,
    capabilities: oncePerConnection(async (): Promise<ServerCapabilities> => ({ version: await ask(commands.version()) })),
    databaseFile: oncePerConnection(() => ask(commands.databaseFile())),
    purgeAge: () => ask(commands.purgeAge()),
    jailNames,
    async counters(jails) {
      jails.forEach((jail) => assertJailName(jail));
      const found = await Promise.all(jails.map((jail) => unlessGone(ask(commands.counters(jail)))));
      return found.filter((counters) => counters !== null);
    },
    async parameters(jails) {
      jails.forEach((jail) => assertJailName(jail));
      const found = await Promise.all(jails.map(async (jail) => [jail, await unlessGone(parametersOf(jail))] as const));
      return new Map(found.filter((entry): entry is [string, JailParameters] => entry[1] !== null));
    },
    activeBans: async (jail) => ask(commands.activeBans(jail, (value) => readActiveBans(jail, value, localTime, epochSeconds(clock)))),
    ignoreList: async (jail) => ask(commands.ignoreList(jail)),
    ban: (jail, addresses) => inChunks(addresses, (chunk) => commands.ban(jail, chunk)),
    unban: (jail, addresses) => inChunks(addresses, (chunk) => (jail === null ? commands.unbanEverywhere(chunk) : commands.unban(jail, chunk))),
    async serverFiles() {
      const [database, logTarget] = await Promise.all([ask(commands.databaseFile()), ask(commands.logTarget())]);
      return { database, logTarget };
    },
    logLevel: async () => ask(commands.logLevel()),
    serverParameters,
    setServerParameter: async (key, value) => ask(commands.setServer(key, value)),
    flushLogs: async () => ask(commands.flushLogs()),
    liveParameters,
    setLiveParameter: async (jail, key, value) => ask(commands.setLimit(jail, key, value)),
    filterOf,
    preflight: scratch.preflight,
    tidyPreflight: scratch.tidy,
    stopJail: async (jail) => ask(commands.stopJail(jail)),
    setIdle: async (jail, on) => ask(commands.idle(jail, on)),
    running: connection.running,
    unanswered() {
      const first = connection.unanswered();
      return first && { command: first.command, sinceMs: first.sinceMs, takesLong: first.kind !== 'short' };
    },
    onConnectionLost: connection.onLost,
    close: connection.close,
  };
}

/** Null for a jail that is no longer there. */
async function unlessGone<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof BanguiError && error.code === 'JAIL_NOT_FOUND') {
      return null;
    }
    throw error;
  }
}

/** True for a change that was sent and got no answer: fail2ban may have carried it out all the same. */
function mayHaveActed(error: BanguiError): boolean {
  return error.code === 'FAIL2BAN_TIMEOUT' || error.code === 'FAIL2BAN_PROTOCOL_ERROR' || (error instanceof Fail2banUnreachable && error.reason === 'connection_lost');
}
