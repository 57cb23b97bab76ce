import type { JailStream } from '../domain/configStream';
import { BanguiError, Fail2banRejected } from '../domain/errors';
import { SCRATCH_JAIL } from '../domain/jailName';
import type { Clock } from '../services/ports/clock';
import type { TrialLogPort } from '../services/ports/hostPorts';
import type { CommandArgument } from './codec/encodeCommand';
import type { PickleValue } from './codec/pickleValue';
import type { Command } from './command';
import { readJailNames } from './replies/readJailNames';
import { scratchCommands } from './scratchCommands';

const LIMIT_MS = 10_000;
const BACKENDS: readonly string[] = ['auto', 'pyinotify', 'polling', 'systemd'];
/** Each jail of the journal leaves a descriptor open in some versions of fail2ban. */
const JOURNAL_EVERY_MS = 60_000;

interface ScratchJailDeps {
  ask: <T>(command: Command<T>) => Promise<T>;
  clock: Clock;
  /** Null: log files are tried out under their own names. */
  trialLog: TrialLogPort | null;
}

/** Tries out what a jail would be loaded with on a jail that never runs. */
export function createScratchJail({ ask, clock, trialLog }: ScratchJailDeps) {
  let last: Promise<unknown> = Promise.resolve();
  let journalTicks = Number.NEGATIVE_INFINITY;

  const tell = <T>(argv: CommandArgument[], parse: (value: PickleValue) => T) => ask({ argv, label: argv.slice(0, 3).join(' '), limitMs: LIMIT_MS, kind: 'change', parse });
  const say = (...argv: CommandArgument[]) => tell(argv, () => undefined);

  async function takeAway(): Promise<boolean> {
    const names = await tell(['status'], readJailNames);
    const isThere = names.includes(SCRATCH_JAIL);
    if (isThere) {
      await say('stop', SCRATCH_JAIL);
    }
    return isThere;
  }

  /** One after the other: there is one scratch jail. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const own = last.then(work);
    last = own.catch(() => {});
    return own;
  }

  /** A watching backend takes an inotify instance that the server never gives back, so it is always the polling one. */
  function backendOf(jail: JailStream): string {
    if (jail.backend !== 'systemd' || clock.ticks() - journalTicks < JOURNAL_EVERY_MS) {
      return 'polling';
    }
    journalTicks = clock.ticks();
    return 'systemd';
  }

  /** fail2ban's database keeps a row of every name that a jail has read from: one name stands for all of them, wherever fail2ban sees it. */
  async function openLog([word, jail, key, file, ...more]: CommandArgument[], { name, pointTo }: TrialLogPort): Promise<void> {
    await pointTo(String(file));
    try {
      await say(word ?? '', jail ?? '', key ?? '', name, ...more);
    } catch (error) {
      if (error instanceof Fail2banRejected && error.exceptionClass.endsWith('FileNotFoundError')) {
        await say(word ?? '', jail ?? '', key ?? '', file ?? '', ...more);
        return;
      }
      throw error instanceof Fail2banRejected ? new Fail2banRejected(error.exceptionClass, error.words.replaceAll(name, String(file))) : error;
    }
    await say('set', SCRATCH_JAIL, 'dellogpath', name);
  }

  async function tryOut(jail: JailStream): Promise<string[]> {
    await takeAway();
    const problems = BACKENDS.includes(jail.backend) ? [] : [`Unknown backend ${jail.backend}. Must be among ${BACKENDS.join(', ')}.`];
    try {
      await say('add', SCRATCH_JAIL, backendOf(jail));
      for (const command of scratchCommands(jail)) {
        await (trialLog && command[2] === 'addlogpath' ? openLog(command, trialLog) : say(...command)).catch((error: unknown) => problems.push(wordsOf(error)));
      }
    } catch (error) {
      problems.push(wordsOf(error));
    }
    await trialLog?.remove();
    await takeAway();
    return problems;
  }

  return {
    preflight: (jail: JailStream): Promise<string[]> => inTurn(() => tryOut(jail)),
    tidy: (): Promise<boolean> => inTurn(takeAway),
  };
}

function wordsOf(error: unknown): string {
  if (error instanceof Fail2banRejected) {
    return error.words;
  }
  if (error instanceof BanguiError && error.code === 'INVALID_INPUT') {
    return error.message;
  }
  throw error;
}
