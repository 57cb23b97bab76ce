import type { JailDetail, JailListResponse, JailState } from '../contract/jailControl';
import { BanguiError } from '../domain/errors';
import { assertJailName } from '../domain/jailName';
import { threadsOf } from '../domain/serverThreads';
import type { JailService } from './createJailService';
import { createSharedRead } from './createSharedRead';
import type { Surroundings } from './createSurroundings';
import type { Clock } from './ports/clock';
import type { Fail2banPort } from './ports/fail2banPort';
import type { ServerThreadsPort } from './ports/hostPorts';

/** Threads come and go with changes of the configuration only. */
const SEEN_MS = 2_000;

interface JailStatesDeps {
  fail2ban: Pick<Fail2banPort, 'onConnectionLost'>;
  jails: JailService;
  surroundings: Pick<Surroundings, 'configured'>;
  threads: ServerThreadsPort;
  clock: Clock;
}

export type JailStates = ReturnType<typeof createJailStates>;

/** What each jail is doing, as far as it can be known. Throws what Fail2banPort throws. */
export function createJailStates({ fail2ban, jails, surroundings, threads, clock }: JailStatesDeps) {
  /** fail2ban does not tell: only what was set over this very connection is known. */
  const idle = new Map<string, boolean>();
  const stopListening = fail2ban.onConnectionLost(() => idle.clear());
  const seen = createSharedRead({ clock, load: () => threads.names(), ttlMs: SEEN_MS, patienceMs: 1000 });

  function listed(name: string, runs: boolean | null): JailState {
    const state = runs === false ? 'listed_not_started' : idle.get(name) ? 'idle' : 'running';
    return { name, state, idle: idle.get(name) ?? null, threads: runs, problem: null };
  }

  async function statesOf(names: readonly string[]): Promise<JailState[]> {
    const runs = threadsOf(names, (await seen.get()).value);
    const absent = surroundings.configured()?.jails.filter(({ name }) => !names.includes(name)) ?? [];
    const others = absent.map(({ name, problem }): JailState => ({ name, state: 'configured_not_running', idle: null, threads: null, problem }));
    return [...names.map((name) => listed(name, runs.get(name) ?? null)), ...others];
  }

  return {
    async list(): Promise<JailListResponse> {
      const answer = await jails.answer();
      return { ...answer, states: await statesOf(answer.jails.map(({ name }) => name)) };
    },
    async detail(name: string): Promise<JailDetail> {
      assertJailName(name);
      const { asOf, stale, jails: running } = await jails.answer();
      const state = (await statesOf(running.map((jail) => jail.name))).find((candidate) => candidate.name === name);
      if (!state) {
        throw new BanguiError('JAIL_NOT_FOUND', `There is no running jail "${name}", and none enabled in the configuration.`, { jail: name });
      }
      return { ...state, asOf, stale, jail: running.find((jail) => jail.name === name) ?? null };
    },
    /** The threads as they are now; null where they cannot be seen. */
    async runs(name: string, names: readonly string[]): Promise<boolean | null> {
      return threadsOf(names, await threads.names()).get(name) ?? null;
    },
    /** After a change of our own. `on` null: nothing is known of it any more. */
    changed(name: string, on: boolean | null): void {
      on === null ? idle.delete(name) : idle.set(name, on);
      seen.invalidate();
    },
    stop: stopListening,
  };
}
