import type { ConfigStream } from '../../domain/configStream';
import { hasStartActions } from '../../domain/configStream';
import { BanguiError } from '../../domain/errors';
import type { ClientProgramPort } from '../ports/clientProgramPort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { ConfigFilesPort } from '../ports/configFilesPort';
import type { ConfigRevision, ConfigRevisionsPort, RevisionResult } from '../ports/configRevisionsPort';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { Logger } from '../ports/logger';
import type { Activation, JailTask } from './createActivation';
import type { ServerValues } from './createServerValues';
import { serverValuesOf } from './createServerValues';
import { digestOf } from './digestOf';

const UNHEARD = 'fail2ban does not answer any more.';

interface ConfigRecoveryDeps {
  files: Pick<ConfigFilesPort, 'digest' | 'write'>;
  program: Pick<ClientProgramPort, 'stream'>;
  fail2ban: Pick<Fail2banPort, 'jailNames'>;
  activation: Activation;
  serverValues: ServerValues;
  revisions: ConfigRevisionsPort;
  clock: Clock;
  logger: Logger;
}

interface Settled {
  result: RevisionResult;
  words: string;
}

/** As the client would load it, and the jails that are there. */
interface Seen {
  stream: ConfigStream | null;
  running: string[];
}

export type ConfigRecovery = ReturnType<typeof createConfigRecovery>;

/**
 * Ends the changes that were under way when the sidecar was killed. A file that is already the new one stays when fail2ban takes it, and is put back
 * when it refuses it; one that is still the old one stays. Either way the jails are brought in line with it. While fail2ban cannot be asked all is left as it is.
 */
export function createConfigRecovery({ files, program, fail2ban, activation, serverValues, revisions, clock, logger }: ConfigRecoveryDeps) {
  const waiting = new Set<number>();
  let isDue = false;
  let sawNone = false;

  /** Null while fail2ban cannot be asked. */
  async function look(): Promise<Seen | null> {
    try {
      const running = await fail2ban.jailNames();
      const stream = await program.stream();
      // A server that has just been started answers before its jails exist.
      const isEarly = running.length === 0 && (stream?.jails.size ?? 0) > 0 && !sawNone;
      sawNone = running.length === 0;
      return isEarly ? null : { stream, running };
    } catch (error) {
      if (error instanceof BanguiError) {
        return null;
      }
      throw error;
    }
  }

  /** Null when all jails, and the server where the file is about it, are as the files say. */
  async function inLine({ stream, running }: Seen, { path, jails }: ConfigRevision): Promise<string | null> {
    if (stream === null) {
      return 'fail2ban-client cannot read the configuration.';
    }
    const tasks = jails.map((name): JailTask => {
      const [wasRunning, own] = [running.includes(name), stream.jails.get(name) ?? null];
      // Whether its start actions had worked, only another start tells.
      return { name, wasRunning, stream: own, before: null, starts: true, restarts: wasRunning && own !== null && hasStartActions(own) };
    });
    try {
      const words = await activation.apply(tasks, running.filter((name) => !jails.includes(name)));
      if (words === null && /^fail2ban\.(?:conf|local|d\/)/.test(path)) {
        await serverValues.apply(serverValuesOf(stream));
      }
      return words;
    } catch (error) {
      if (isStopping(error)) {
        throw error;
      }
      return wordsOf(error);
    }
  }

  /** Null: when fail2ban can be asked. */
  async function settle(revision: ConfigRevision): Promise<Settled | null> {
    const { kind, path, before, after, jails } = revision;
    const present = await files.digest(path);
    const [old, fresh] = [digestOf(before), digestOf(after)];
    if (present !== old && present !== fresh) {
      return { result: 'left_alone', words: '' };
    }
    const isRollback = kind === 'rollback';
    if (isRollback && jails.length === 0) {
      // Made while fail2ban is down, to let it start again.
      return { result: present === fresh ? 'recovered_new' : 'recovered_old', words: '' };
    }
    const seen = await look();
    if (seen === null) {
      return null;
    }
    if (present === fresh) {
      const words = await inLine(seen, revision);
      if (words === null || isRollback) {
        return { result: 'recovered_new', words: words ?? '' };
      }
      await files.write({ path, text: before, expected: fresh });
      logger.warn('config_put_back', { path, reason: words });
    }
    const now = await look();
    return { result: 'recovered_old', words: now === null ? UNHEARD : ((await inLine(now, revision)) ?? '') };
  }

  async function outcomeOf(revision: ConfigRevision): Promise<Settled | null> {
    try {
      return await settle(revision);
    } catch (error) {
      if (isStopping(error)) {
        throw error;
      }
      return { result: 'left_alone', words: wordsOf(error) };
    }
  }

  return {
    /** Whether there is anything to be recovered. */
    async isNeeded(): Promise<boolean> {
      isDue = (await revisions.openConfigRevisions()).length > 0;
      return isDue;
    },
    /** True once each time that something was left until fail2ban can be asked. */
    takeUp(): boolean {
      const was = isDue;
      isDue = false;
      return was;
    },
    async recover(): Promise<void> {
      isDue = false;
      for (const revision of await revisions.openConfigRevisions()) {
        const { id, path, jails } = revision;
        const settled = await outcomeOf(revision);
        if (settled === null) {
          isDue = true;
          waiting.has(id) || logger.warn('config_recovery_waits', { revision: id, path });
          waiting.add(id);
          continue;
        }
        await revisions.endConfigRevision(id, { at: epochSeconds(clock), ...settled });
        logger.warn('config_change_recovered', { revision: id, path, left: settled.result, jails, words: settled.words });
      }
    },
  };
}

function isStopping(error: unknown): boolean {
  return error instanceof BanguiError && error.code === 'SHUTTING_DOWN';
}

function wordsOf(error: unknown): string {
  return error instanceof BanguiError ? error.message : 'The sidecar failed.';
}
