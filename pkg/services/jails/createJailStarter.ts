import { BanguiError } from '../../domain/errors';
import type { JailStates } from './createJailStates';
import type { Surroundings } from '../surroundings/createSurroundings';
import type { ClientProgramPort } from '../ports/clientProgramPort';
import type { Clock } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';

/** A thread gives itself its name a moment after it was started. */
const LOOKS = 10;
const LOOK_AGAIN_MS = 100;

interface JailStarterDeps {
  fail2ban: Pick<Fail2banPort, 'jailNames' | 'stopJail'>;
  program: Pick<ClientProgramPort, 'test' | 'reloadIfExists'>;
  surroundings: Pick<Surroundings, 'require'>;
  states: Pick<JailStates, 'runs'>;
  clock: Clock;
}

/** Names of jails that went and came while one was started. */
export interface OtherJails {
  lost: string[];
  added: string[];
}

export type JailStarter = ReturnType<typeof createJailStarter>;

/**
 * Loads a jail that does not run from the configuration, by a reload of this jail alone: that works for one fail2ban has never heard of,
 * and one that fails leaves the others as they are.
 */
export function createJailStarter({ fail2ban, program, surroundings, states, clock }: JailStarterDeps) {
  async function runs(jail: string, names: readonly string[]): Promise<boolean> {
    for (let look = 1; names.includes(jail); look++) {
      if ((await states.runs(jail, names)) !== false) {
        return true;
      }
      if (look === LOOKS) {
        break;
      }
      await new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve));
    }
    return false;
  }

  /** Throws what keeps the jail from being loaded, before anything was sent. */
  async function check(jail: string): Promise<void> {
    const dump = await surroundings.require('start_jails');
    if (dump && !dump.jails.some(({ name }) => name === jail)) {
      throw new BanguiError('JAIL_NOT_FOUND', `No jail "${jail}" is enabled in the configuration.`, { jail });
    }
    const test = await program.test();
    if (!test.ok) {
      throw rejected(jail, test.words, { other_jails_unchanged: true });
    }
  }

  /** How the others differ from before, whoever has changed them. */
  function differenceOf(jail: string, before: readonly string[], after: readonly string[]): OtherJails {
    return { lost: before.filter((name) => !after.includes(name)), added: after.filter((name) => name !== jail && !before.includes(name)) };
  }

  /** Takes away what a failed reload has left of the jail, and says whether all others are still the same. */
  async function cleanUp(jail: string, before: readonly string[], words: string): Promise<never> {
    if ((await fail2ban.jailNames()).includes(jail)) {
      await fail2ban.stopJail(jail);
    }
    const { lost, added } = differenceOf(jail, before, await fail2ban.jailNames());
    throw rejected(jail, words, { other_jails_unchanged: lost.length + added.length === 0, lost_jails: lost, added_jails: added });
  }

  return {
    /** Resolves when the jail runs. */
    async start(jail: string): Promise<OtherJails> {
      const names = await fail2ban.jailNames();
      const half = names.includes(jail);
      if (half && (await states.runs(jail, names)) !== false) {
        throw new BanguiError('JAIL_ALREADY_ACTIVE', `Jail ${jail} runs already.`, { jail });
      }
      await check(jail);
      if (half) {
        // Listed with no thread of it alive: a reload would only fill up what was left unfinished.
        await fail2ban.stopJail(jail);
      }
      const others = names.filter((name) => name !== jail);
      const reload = await program.reloadIfExists(jail).catch((error: unknown) => cleanUp(jail, others, error instanceof Error ? error.message : 'The reload failed.'));
      const after = await fail2ban.jailNames();
      if (!reload.ok || !(await runs(jail, after))) {
        return cleanUp(jail, others, reload.words || 'fail2ban-client reported success, but the jail did not come up.');
      }
      return differenceOf(jail, others, after);
    },
  };
}

function rejected(jail: string, words: string, details: Record<string, unknown>): BanguiError {
  const changed = details.other_jails_unchanged === true ? '' : ' Other jails have changed meanwhile: look at the list of jails.';
  return new BanguiError('FAIL2BAN_REJECTED', `fail2ban refused to start ${jail}: ${words}${changed}`, { fail2ban: words, jail, ...details });
}
