import type { JailDetail, JailListResponse, JailState } from '../../contract/jailControl';
import { BanguiError } from '../../domain/errors';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import { assertJailName } from '../../domain/jailName';
import type { Jail, JailCounters } from '../../domain/jail';
import { threadsOf } from '../../domain/serverThreads';
import type { EventBus } from '../events/createEventBus';
import type { JailService } from './createJailService';
import { createSharedRead } from '../shared/createSharedRead';
import type { Surroundings } from '../surroundings/createSurroundings';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { ServerThreadsPort } from '../ports/hostPorts';

/** Threads come and go with changes of the configuration only. */
const SEEN_MS = 2_000;
/** Anybody's reload ends idle, and nothing but the log tells of it. */
const IDLE_KNOWN_MS = 600_000;
/** The clocks of the log and of this mark are read apart. */
const SLACK_SECONDS = 1;

interface JailStatesDeps {
  fail2ban: Pick<Fail2banPort, 'onConnectionLost'>;
  jails: JailService;
  surroundings: Pick<Surroundings, 'configured'>;
  threads: ServerThreadsPort;
  /** What the log of fail2ban tells. */
  bus: Pick<EventBus, 'subscribe'>;
  /** True while the log tells of reloads. */
  tellsReloads: () => boolean;
  clock: Clock;
}

/** What was set here, with the counters just after it; null counters when they could not be read. */
interface IdleMark {
  on: boolean;
  at: number;
  ticks: number;
  counters: JailCounters | null;
  restarts: number;
}

export type JailStates = ReturnType<typeof createJailStates>;

/** What each jail is doing, as far as it can be known. Throws what Fail2banPort throws. */
export function createJailStates({ fail2ban, jails, surroundings, threads, bus, tellsReloads, clock }: JailStatesDeps) {
  /** fail2ban does not tell: only what was set over this very connection is known. */
  const idle = new Map<string, IdleMark>();
  const stopListening = [fail2ban.onConnectionLost(() => idle.clear()), bus.subscribe(({ event }) => startedAnew(event))];
  const seen = createSharedRead({ clock, load: () => threads.names(), ttlMs: SEEN_MS, patienceMs: 1000 });

  function startedAnew(event: Fail2banEvent): void {
    const at = event.kind === 'jailReloaded' || event.kind === 'jailStarted' ? idle.get(event.jail)?.at : undefined;
    if (at !== undefined && 'jail' in event && event.jail !== null && event.at > at + SLACK_SECONDS) {
      idle.delete(event.jail);
    }
  }

  /** Forgets what no longer holds: an idle jail finds no failures, and one that was started anew is not idle. Bans by hand prove nothing. */
  function review(running: readonly Jail[], asOf: number): void {
    for (const [name, mark] of idle) {
      const { on, at, counters, restarts } = mark;
      const jail = running.find((candidate) => candidate.name === name);
      const before = counters ?? jail;
      const anew = jail === undefined || before === undefined || jail.totalFailed < before.totalFailed || jail.totalBanned < before.totalBanned || jails.restarts(name) !== restarts;
      const reads = on && jail !== undefined && before !== undefined && jail.totalFailed > before.totalFailed;
      if ((!on && !isSure(mark)) || (asOf > at && (anew || reads))) {
        idle.delete(name);
      }
    }
  }

  const isSure = ({ ticks }: IdleMark): boolean => tellsReloads() || clock.ticks() - ticks < IDLE_KNOWN_MS;

  function listed(name: string, runs: boolean | null): JailState {
    const mark = idle.get(name);
    const sure = mark !== undefined && isSure(mark);
    const state = runs === false ? 'listed_not_started' : mark?.on ? (sure ? 'idle' : 'unknown') : 'running';
    return { name, state, idle: sure ? mark.on : null, threads: runs, problem: null };
  }

  async function statesOf(running: readonly Jail[], asOf: number): Promise<JailState[]> {
    review(running, asOf);
    const names = running.map(({ name }) => name);
    const runs = threadsOf(names, (await seen.get()).value);
    const absent = surroundings.configured()?.jails.filter(({ name }) => !names.includes(name)) ?? [];
    const others = absent.map(({ name, problem }): JailState => ({ name, state: 'configured_not_running', idle: null, threads: null, problem }));
    return [...names.map((name) => listed(name, runs.get(name) ?? null)), ...others];
  }

  return {
    async list(): Promise<JailListResponse> {
      const answer = await jails.answer();
      return { ...answer, states: await statesOf(answer.jails, answer.asOf) };
    },
    async detail(name: string): Promise<JailDetail> {
      assertJailName(name);
      const { asOf, stale, jails: running } = await jails.answer();
      const state = (await statesOf(running, asOf)).find((candidate) => candidate.name === name);
      if (!state) {
        throw new BanguiError('JAIL_NOT_FOUND', `There is no running jail "${name}", and none enabled in the configuration.`, { jail: name });
      }
      return { ...state, asOf, stale, jail: running.find((jail) => jail.name === name) ?? null };
    },
    /** The threads as they are now; null where they cannot be seen. */
    async runs(name: string, names: readonly string[]): Promise<boolean | null> {
      return threadsOf(names, await threads.names()).get(name) ?? null;
    },
    /** After a change of our own. `on` null: nothing is known of it any more. `counters` as they are now. */
    changed(name: string, on: boolean | null, counters: JailCounters | null = null): void {
      on === null ? idle.delete(name) : idle.set(name, { on, counters, at: epochSeconds(clock), ticks: clock.ticks(), restarts: jails.restarts(name) });
      seen.invalidate();
    },
    stop: () => stopListening.forEach((stop) => stop()),
  };
}
