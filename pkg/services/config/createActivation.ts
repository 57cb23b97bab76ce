import type { JailStream } from '../../domain/configStream';
import { hasStartActions, rootCommandsOf, valuesOf } from '../../domain/configStream';
import { BanguiError } from '../../domain/errors';
import type { JailStates } from '../jails/createJailStates';
import type { ClientProgramPort } from '../ports/clientProgramPort';
import type { Clock } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { ServerLog } from './createServerLog';

const LOOK_AGAIN_MS = 100;
/** Start actions run after fail2ban has answered. */
const LOOKS_AT_START = 12;

/** What is to become of a jail. */
export interface JailTask {
  name: string;
  wasRunning: boolean;
  /** As fail2ban is to have it; null: it is to be unloaded. */
  stream: JailStream | null;
  /** As it was; null: it was not loaded. */
  before: JailStream | null;
  /** Whether its actions begin anew. */
  starts: boolean;
  /** Whether it gets other actions than it has. */
  restarts: boolean;
}

interface ActivationDeps {
  fail2ban: Pick<Fail2banPort, 'jailNames' | 'stopJail' | 'filterOf' | 'counters' | 'parameters'>;
  program: Pick<ClientProgramPort, 'reloadIfExists' | 'restartIfExists'>;
  states: Pick<JailStates, 'runs'>;
  log: ServerLog;
  onStop: (jail: string) => void;
  clock: Clock;
}

export type Activation = ReturnType<typeof createActivation>;

/** Lets fail2ban take up what the files say, one jail after the other, and looks whether it did. */
export function createActivation({ fail2ban, program, states, log, onStop, clock }: ActivationDeps) {
  const pause = () => new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve));

  async function unload(name: string): Promise<void> {
    if ((await fail2ban.jailNames()).includes(name)) {
      onStop(name);
      await fail2ban.stopJail(name);
      onStop(name);
    }
  }

  /** What is wrong with a jail that was loaded; null when all is as its configuration says. */
  async function differenceOf(name: string, stream: JailStream): Promise<string | null> {
    const names = await fail2ban.jailNames();
    if (!names.includes(name)) {
      return `${name} is not among the jails.`;
    }
    for (let look = 1; (await states.runs(name, names)) === false; look++) {
      if (look === LOOKS_AT_START) {
        return `${name} is listed, but does not run.`;
      }
      await pause();
    }
    const [filter, [counters], parameters] = await Promise.all([fail2ban.filterOf(name), fail2ban.counters([name]), fail2ban.parameters([name])]);
    const expected = { failregex: valuesOf(stream, 'addfailregex').length, actions: valuesOf(stream, 'addaction') };
    if (filter.failRegexes.length !== expected.failregex) {
      return `${name} has ${filter.failRegexes.length} expressions instead of ${expected.failregex}.`;
    }
    const files = valuesOf(stream, 'addlogpath');
    const missing = stream.backend === 'systemd' ? [] : files.filter((file) => !counters?.logFiles.includes(file));
    if (missing.length > 0 || (stream.backend === 'systemd' && counters?.journalMatches.length === 0 && valuesOf(stream, 'addjournalmatch').length > 0)) {
      return `${name} does not watch ${missing[0] ?? 'the journal'}.`;
    }
    const actions = parameters.get(name)?.actions ?? [];
    return expected.actions.every((action) => actions.includes(action)) && actions.length === expected.actions.length ? null : `${name} has other actions than its configuration says.`;
  }

  async function load(task: Pick<JailTask, 'name' | 'starts' | 'restarts'> & { stream: JailStream }): Promise<string | null> {
    const { name, stream, starts, restarts } = task;
    const mark = await log.mark();
    const reload = await (restarts ? program.restartIfExists(name) : program.reloadIfExists(name)).catch((error: unknown) => ({ ok: false, words: error instanceof Error ? error.message : 'The reload failed.' }));
    if (!reload.ok) {
      return reload.words;
    }
    for (let look = 0; look < (starts ? LOOKS_AT_START : 1); look++) {
      const errors = await log.errorsSince(mark, name);
      if (errors !== null) {
        return errors;
      }
      await pause();
    }
    const difference = await differenceOf(name, stream);
    return difference === null || restarts ? difference : load({ ...task, restarts: true });
  }

  async function othersDiffer(tasks: readonly JailTask[], before: readonly string[]): Promise<string | null> {
    const concerned = new Set(tasks.map(({ name }) => name));
    const after = await fail2ban.jailNames();
    const lost = before.filter((name) => !concerned.has(name) && !after.includes(name));
    return lost.length === 0 ? null : `Other jails were lost: ${lost.join(', ')}.`;
  }

  return {
    /** Null when fail2ban has taken it up; else why not. What was sent is not taken back; `onBegin` hears of each task before it is begun. */
    async apply(tasks: readonly JailTask[], before: readonly string[], onBegin: (task: JailTask) => void = () => {}): Promise<string | null> {
      for (const task of tasks) {
        onBegin(task);
        const { name, stream } = task;
        if (stream === null) {
          await unload(name);
          continue;
        }
        const words = await load({ ...task, stream });
        if (words !== null) {
          return words;
        }
      }
      return othersDiffer(tasks, before);
    },

    /** After the file is as before, for what was begun: loads what was loaded, unloads what was not, and fetches others back that were lost. What could not be had back. */
    async takeBack(tasks: readonly JailTask[], before: readonly string[]): Promise<string[]> {
      const failed: string[] = [];
      const listed = await fail2ban.jailNames();
      const lost = before.filter((name) => !listed.includes(name) && !tasks.some((task) => task.name === name));
      for (const { name, wasRunning, before: stream, starts, restarts } of tasks) {
        if (!wasRunning) {
          await unload(name);
        } else if (stream ? (await load({ name, stream, starts, restarts })) !== null : !(await program.reloadIfExists(name)).ok) {
          failed.push(name);
        }
      }
      for (const name of lost) {
        (await program.reloadIfExists(name)).ok || failed.push(name);
      }
      const now = await fail2ban.jailNames();
      return [...new Set([...failed, ...before.filter((name) => !now.includes(name))])];
    },
  };
}

/** What is to be done for a jail; null when nothing is, as a person has stopped it. */
export function taskFor(change: { name: string; before: JailStream | null; after: JailStream | null }, running: readonly string[]): JailTask | null {
  const { name, before, after } = change;
  const wasRunning = running.includes(name);
  if (after === null ? !wasRunning : before !== null && !wasRunning) {
    return null;
  }
  // An action that goes on running was started with what it was told before: its port, its chain.
  const restarts = wasRunning && before !== null && after !== null && rootCommandsOf(before) !== rootCommandsOf(after);
  const starts = after !== null && hasStartActions(after) && (!wasRunning || before === null || before.backend !== after.backend || restarts);
  return { name, wasRunning, stream: after, before, starts, restarts };
}

export function refusedByServer(words: string, details: Record<string, unknown>): BanguiError {
  return new BanguiError('FAIL2BAN_REJECTED', `fail2ban refused: ${words}`, { fail2ban: words, ...details });
}
