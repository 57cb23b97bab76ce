import type { JailsResponse } from '../../contract/jails';
import type { Jail, JailCounters, JailParameters } from '../../domain/jail';
import { jailOf } from '../../domain/jail';
import { BanguiError } from '../../domain/errors';
import type { SharedRead } from '../shared/createSharedRead';
import { createSharedRead } from '../shared/createSharedRead';
import type { Clock } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';

/** Parameters change by hand and rarely: they are read again this often, and at once for new jails. */
const PARAMETERS_MS = 30_000;

interface JailServiceDeps {
  fail2ban: Fail2banPort;
  clock: Clock;
  /** 0 reads anew at every call. */
  cacheMs?: number;
  onSlow?: () => void;
  /** Somebody was banned or unbanned, or a jail came or went, since the last reading. */
  onBansChanged?: () => void;
}

export type JailService = ReturnType<typeof createJailService>;

/** The running jails with counters and parameters. Throws what Fail2banPort throws. */
export function createJailService({ fail2ban, clock, cacheMs = 2000, onSlow, onBansChanged }: JailServiceDeps) {
  let known: string[] = [];
  let parameters = new Map<string, JailParameters>();
  let parametersMs = Number.NEGATIVE_INFINITY;
  let banCounters = '';
  let totals = new Map<string, number>();
  const restarts = new Map<string, number>();
  let absent = new Set<string>();
  let losses = 0;

  /** A jail that was away was started anew, and so was one whose total falls: equal counters then no longer mean an equal list. */
  function noteRestarts(counters: readonly JailCounters[]): void {
    for (const { name, totalBanned } of counters) {
      if (absent.has(name) || totalBanned < (totals.get(name) ?? 0)) {
        restarts.set(name, (restarts.get(name) ?? 0) + 1);
      }
    }
    const names = new Set(counters.map(({ name }) => name));
    absent = new Set([...absent, ...totals.keys()].filter((name) => !names.has(name)));
    totals = new Map(counters.map(({ name, totalBanned }) => [name, totalBanned]));
  }

  /** Names and the counters of the jails known so far go out together: one round trip as long as no jail comes or goes. */
  async function readCounters(): Promise<JailCounters[]> {
    const asked = known;
    const [names, counters] = await Promise.all([fail2ban.jailNames(), fail2ban.counters(asked)]);
    const answered = new Set(asked);
    const missing = names.filter((name) => !answered.has(name));
    known = names;
    const more = missing.length > 0 ? await fail2ban.counters(missing) : [];
    const byName = new Map([...counters, ...more].map((counter) => [counter.name, counter]));
    return names.flatMap((name) => byName.get(name) ?? []);
  }

  async function readParameters(names: string[]): Promise<void> {
    const due = clock.ticks() - parametersMs >= PARAMETERS_MS;
    parameters = new Map([...parameters].filter(([name]) => names.includes(name)));
    const wanted = due ? names : names.filter((name) => !parameters.has(name));
    if (wanted.length === 0) {
      return;
    }
    const read = await fail2ban.parameters(wanted);
    parameters = due ? read : new Map([...parameters, ...read]);
    parametersMs = due ? clock.ticks() : parametersMs;
  }

  function noticeBans(counters: readonly JailCounters[]): void {
    const read = counters.map(({ name, currentlyBanned, totalBanned }) => `${name} ${currentlyBanned} ${totalBanned}`).join();
    if (read !== banCounters) {
      banCounters = read;
      onBansChanged?.();
    }
  }

  async function load(): Promise<Jail[]> {
    const counters = await readCounters();
    noticeBans(counters);
    noteRestarts(counters);
    await readParameters(counters.map(({ name }) => name));
    return counters.flatMap((counter) => {
      const own = parameters.get(counter.name);
      return own ? jailOf(counter, own) : [];
    });
  }

  const shared: SharedRead<Jail[]> = createSharedRead({ clock, load, ttlMs: cacheMs, patienceMs: 1000, onSlow });

  const stopListening = fail2ban.onConnectionLost(() => {
    known = [];
    losses++;
    parametersMs = Number.NEGATIVE_INFINITY;
    shared.invalidate();
  });

  return {
    read: shared.get,
    async answer(): Promise<JailsResponse> {
      const { value, asOf, stale } = await shared.get();
      return { asOf, stale, jails: value };
    },
    last: shared.last,
    /** How often this jail was seen to have started anew; a lost connection counts, as fail2ban itself may have. */
    restarts: (name: string) => losses + (restarts.get(name) ?? 0),
    invalidate: shared.invalidate,
    forget: shared.forget,
    /** After a change of parameters, which are else kept for longer than counters. */
    parametersChanged(): void {
      parametersMs = Number.NEGATIVE_INFINITY;
      shared.invalidate();
    },
    /** Throws JAIL_NOT_FOUND for the first name that is no running jail. */
    async assertRunning(names: readonly string[]): Promise<void> {
      const { value } = await shared.get();
      const running = new Set(value.map(({ name }) => name));
      const missing = names.find((name) => !running.has(name));
      if (missing !== undefined) {
        throw new BanguiError('JAIL_NOT_FOUND', `There is no running jail "${missing}".`, { jail: missing });
      }
    },
    stop: stopListening,
  };
}
