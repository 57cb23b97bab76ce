import type { JailFate } from '../../contract/configChanges';
import { secondsOf } from '../../contract/secondsOf';
import type { JailStream } from '../../domain/configStream';
import { valuesOf } from '../../domain/configStream';
import { endingAtOnce, isShorter } from '../../domain/liveParameters';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { JailTask } from './createActivation';
import { taskFor } from './createActivation';
import type { Judgement } from './createConfigTrial';

interface JailFatesDeps {
  fail2ban: Pick<Fail2banPort, 'jailNames' | 'liveParameters' | 'activeBans'>;
  clock: Clock;
}

export type JailFates = ReturnType<typeof createJailFates>;

/** What becomes of the jails that a change concerns, what is to be done for that, and which jails run before. */
export function createJailFates({ fail2ban, clock }: JailFatesDeps) {
  /** Null when bans in force stay as long as they are. */
  async function endsBans({ name, wasRunning, stream }: JailTask): Promise<number | null> {
    const banTime = stream && secondsOf(valuesOf(stream, 'bantime').at(-1) ?? '');
    if (!wasRunning || banTime === null) {
      return null;
    }
    // What it runs with may be another time than its files said.
    const { banTime: before } = await fail2ban.liveParameters(name);
    return isShorter(banTime, before) ? endingAtOnce(await fail2ban.activeBans(name), before, banTime, epochSeconds(clock)) : null;
  }

  return async ({ jails, added }: Pick<Judgement, 'jails' | 'added'>): Promise<{ tasks: JailTask[]; fates: JailFate[]; running: string[] }> => {
    const running = await fail2ban.jailNames();
    const tasks: JailTask[] = [];
    const fates: JailFate[] = [];
    for (const change of jails) {
      const task = taskFor(change, running);
      const becomes = task === null ? 'unchanged' : task.stream === null ? 'unloaded' : task.wasRunning ? 'reloaded' : 'loaded';
      fates.push({ jail: change.name, becomes, endsBans: task && (await endsBans(task)), actions: task && actionsOf(task.stream) });
      task && tasks.push(task);
    }
    return { tasks, fates: added ? [...fates, { jail: added.jail, becomes: 'inactive', endsBans: null, actions: actionsOf(added.stream) }] : fates, running };
  };
}

const actionsOf = (stream: JailStream | null) => stream && valuesOf(stream, 'addaction');
