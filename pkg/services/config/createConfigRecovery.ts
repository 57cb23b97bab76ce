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

interface ConfigRecoveryDeps {
  files: Pick<ConfigFilesPort, 'read' | 'write'>;
  program: Pick<ClientProgramPort, 'stream'>;
  fail2ban: Pick<Fail2banPort, 'jailNames'>;
  activation: Activation;
  serverValues: ServerValues;
  revisions: ConfigRevisionsPort;
  clock: Clock;
  logger: Logger;
}

/**
 * Ends the changes that were under way when the sidecar was killed. A file that is already the new one stays when fail2ban takes it, and is put back
 * when it does not, or cannot be asked; one that is still the old one stays. Either way the jails are brought in line with it.
 */
export function createConfigRecovery({ files, program, fail2ban, activation, serverValues, revisions, clock, logger }: ConfigRecoveryDeps) {
  /** Null when all jails, and the server where the file is about it, are as the files say. */
  async function inLine(path: string, jails: readonly string[]): Promise<string | null> {
    const [stream, running] = [await program.stream(), await fail2ban.jailNames()];
    if (stream === null) {
      return 'fail2ban-client cannot read the configuration.';
    }
    const tasks = jails.map((name): JailTask => {
      const [wasRunning, own] = [running.includes(name), stream.jails.get(name) ?? null];
      // Whether its start actions had worked, only another start tells.
      return { name, wasRunning, stream: own, before: null, starts: true, restarts: wasRunning && own !== null && hasStartActions(own) };
    });
    const words = await activation.apply(tasks, running.filter((name) => !jails.includes(name)));
    if (words === null && /^fail2ban\.(?:conf|local|d\/)/.test(path)) {
      await serverValues.apply(serverValuesOf(stream));
    }
    return words;
  }

  const inWords = (error: unknown): string => (error instanceof BanguiError ? error.message : 'The sidecar failed.');

  async function settle({ path, before, after, jails }: ConfigRevision): Promise<{ result: RevisionResult; words: string }> {
    const present = (await files.read(path))?.digest ?? null;
    const [old, fresh] = [digestOf(before), digestOf(after)];
    if (present !== old && present !== fresh) {
      return { result: 'left_alone', words: '' };
    }
    if (present === fresh) {
      const words = await inLine(path, jails).catch(inWords);
      if (words === null) {
        return { result: 'recovered_new', words: '' };
      }
      await files.write({ path, text: before, expected: fresh });
      logger.warn('config_put_back', { path, reason: words });
    }
    const words = await inLine(path, jails).catch(inWords);
    return { result: 'recovered_old', words: words ?? '' };
  }

  return {
    async recover(): Promise<void> {
      for (const revision of await revisions.openConfigRevisions()) {
        const { result, words } = await settle(revision);
        await revisions.endConfigRevision(revision.id, { at: epochSeconds(clock), result, words });
        logger.warn('config_change_recovered', { revision: revision.id, path: revision.path, left: result, jails: revision.jails, words });
      }
    },
  };
}
