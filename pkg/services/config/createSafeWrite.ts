import type { InheritingJails, JailFate, RevertedOption, RevisionEntry } from '../../contract/configChanges';
import { BanguiError } from '../../domain/errors';
import type { Principal } from '../../domain/principal';
import type { ActiveBanService } from '../bans/createActiveBanService';
import type { JailService } from '../jails/createJailService';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { ConfigFilesPort } from '../ports/configFilesPort';
import type { ConfigRevisionsPort, NewConfigRevision, RevisionResult } from '../ports/configRevisionsPort';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { Logger } from '../ports/logger';
import type { Activation, JailTask } from './createActivation';
import { refusedByServer } from './createActivation';
import type { JailFates } from './createJailFates';
import type { ConfigTrial, TrialStream } from './createConfigTrial';
import type { OutsideNotes } from './createOutsideNotes';
import type { ServerValue, ServerValues } from './createServerValues';
import { digestOf } from './digestOf';
import type { ConfigPlan } from './ConfigPlan';
import { toRevisionEntry } from './toRevisionEntry';

interface SafeWriteDeps {
  files: Pick<ConfigFilesPort, 'digest' | 'write'>;
  fail2ban: Pick<Fail2banPort, 'jailNames' | 'preflight'>;
  fatesOf: JailFates;
  trial: ConfigTrial;
  activation: Activation;
  serverValues: ServerValues;
  revisions: ConfigRevisionsPort;
  outside: OutsideNotes;
  jails: Pick<JailService, 'invalidate'>;
  activeBans: Pick<ActiveBanService, 'invalidate'>;
  /** fail2ban is about to load a jail as this revision says. */
  onLoading: (jail: string, revision: number) => void;
  /** The file is as before this revision again; `answers`: and so is what fail2ban runs. */
  onTakenBack: (revision: number, answers: boolean) => void;
  /** fail2ban has loaded a jail as this revision says; `beganMs`: when that began. */
  onLoaded: (jail: string, revision: number, beganMs: number) => void;
  onUnloaded: (jail: string) => void;
  clock: Clock;
  logger: Logger;
}

export interface WriteOrder {
  plan: ConfigPlan;
  /** What was asked for: "set_options". */
  kind: string;
  reason: string;
  principal: Principal;
  /** What the running server is told; without it what the change makes different. */
  server?: readonly ServerValue[];
}

export interface Written {
  revision: RevisionEntry;
  jails: JailFate[];
  reverted: RevertedOption[];
  inheriting: InheritingJails | null;
}

export type SafeWrite = ReturnType<typeof createSafeWrite>;

/** The one way in which a file of the configuration is written: tried out on a copy, noted down, put in place, taken up by fail2ban, looked at, and taken back when fail2ban refuses it. */
export function createSafeWrite({ files, fail2ban, fatesOf, trial, activation, serverValues, revisions, outside, jails, activeBans, onLoading, onLoaded, onUnloaded, onTakenBack, clock, logger }: SafeWriteDeps) {
  async function end(id: number, result: RevisionResult, words: string): Promise<void> {
    // What cannot be written now is found open by the next start, which looks at the file again.
    await revisions.endConfigRevision(id, { at: epochSeconds(clock), result, words }).catch((error: unknown) => logger.warn('config_outcome_unwritten', { revision: id, error }));
  }

  /** From the intent on disk to the file in place. */
  async function put({ plan, kind, reason, principal }: WriteOrder, concerned: string[]): Promise<{ id: number; intent: NewConfigRevision }> {
    const { path, before, text } = plan;
    await outside.note(path, before?.text ?? null);
    const intent: NewConfigRevision = { at: epochSeconds(clock), actor: principal.login, reason, kind, path, before: before?.text ?? null, after: text, jails: concerned };
    const id = await revisions.beginConfigRevision(intent);
    try {
      await files.write({ path, text, expected: before?.digest ?? null });
    } catch (error) {
      await end(id, 'rolled_back', error instanceof Error ? error.message : '');
      throw error;
    }
    return { id, intent };
  }

  async function assertInPlace({ path, text }: ConfigPlan): Promise<void> {
    if ((await files.digest(path)) !== digestOf(text)) {
      throw new BanguiError('REVISION_CONFLICT', `${path} is not what was written there: somebody has changed it meanwhile.`, { path });
    }
  }

  async function takeBack(id: number, { path, before, text }: ConfigPlan, tasks: readonly JailTask[], running: readonly string[], cause: unknown): Promise<never> {
    const words = cause instanceof BanguiError ? String(cause.details.fail2ban ?? cause.message) : cause instanceof Error ? cause.message : String(cause);
    const kept = await files.write({ path, text: before?.text ?? null, expected: digestOf(text) }).then(() => null, (error: unknown) => error);
    const lost = await activation.takeBack(tasks, running).catch(() => null);
    if (kept !== null) {
      const why = kept instanceof Error ? kept.message : '';
      await end(id, 'left_alone', `${words}\n${why}`);
      logger.warn('config_not_put_back', { revision: id, path, words, error: kept });
      throw refusedByServer(words, { applied: false, rolled_back: false, revision: id, lost_jails: lost ?? [], file: `${path} could not be put back: ${why}` });
    }
    onTakenBack(id, lost !== null);
    await end(id, 'rolled_back', words);
    logger.warn('config_rolled_back', { revision: id, path, jails: tasks.map(({ name }) => name), words, lost_jails: lost });
    if (cause instanceof BanguiError && cause.code !== 'FAIL2BAN_REJECTED') {
      throw new BanguiError(cause.code, `${cause.message} The file is as before.`, { ...cause.details, rolled_back: true, revision: id });
    }
    throw refusedByServer(words, { applied: false, rolled_back: true, revision: id, lost_jails: lost ?? [] });
  }

  /** A jail that could not be loaded before, for the same reasons, stands in nobody's way. */
  async function assertLoadable(streams: readonly TrialStream[]): Promise<void> {
    for (const { stream, former } of streams) {
      const problems = await fail2ban.preflight(stream);
      const before = problems.length > 0 && former && !(await fail2ban.jailNames()).includes(stream.name) ? await fail2ban.preflight(former) : [];
      if (problems.length > 0 && problems.join() !== before.join()) {
        throw refusedByServer(problems.join('\n'), { jail: stream.name, applied: false });
      }
    }
  }

  async function assertTakenUp(tasks: readonly JailTask[], running: readonly string[], server: readonly ServerValue[], onBegin: (task: JailTask) => void): Promise<void> {
    const words = await activation.apply(tasks, running, onBegin);
    if (words !== null) {
      throw refusedByServer(words, {});
    }
    // A reload has told the server what the files say: only now it can be seen whether it has that.
    await serverValues.apply(server);
  }

  return {
    fatesOf,

    async write(order: WriteOrder): Promise<Written> {
      const { plan, kind, principal } = order;
      const judgement = await trial.judge(plan, [], assertLoadable);
      const { tasks, fates, running } = await fatesOf(judgement);
      const { id, intent } = await put(order, tasks.map(({ name }) => name));
      const beganMs = clock.now();
      const begun: JailTask[] = [];
      try {
        await assertTakenUp(tasks, running, order.server ?? judgement.server, (task) => {
          begun.push(task);
          task.stream === null || onLoading(task.name, id);
        });
        await assertInPlace(plan);
      } catch (error) {
        await takeBack(id, plan, begun, running, error);
      } finally {
        jails.invalidate();
        activeBans.invalidate(tasks.map(({ name }) => name));
      }
      tasks.forEach(({ name, stream }) => (stream === null ? onUnloaded(name) : onLoaded(name, id, beganMs)));
      await end(id, 'applied', '');
      logger.info('config_changed', { revision: id, kind, path: plan.path, jails: fates, actor: principal.login });
      const revision = await revisions.configRevision(id);
      return { revision: toRevisionEntry(revision ?? { ...intent, id, outcome: null }), jails: fates, reverted: judgement.reverted, inheriting: plan.inheriting ?? null };
    },

    /** While fail2ban is down: its next start takes the file up. */
    async writeDown(order: WriteOrder): Promise<void> {
      const { plan, kind, principal } = order;
      const untried = await trial.judgeDown(plan);
      const { id } = await put(order, []);
      await assertInPlace(plan).catch(async (error: unknown) => {
        await end(id, 'left_alone', error instanceof Error ? error.message : '');
        throw error;
      });
      await end(id, 'applied', untried ?? '');
      logger.info('config_changed', { revision: id, kind, path: plan.path, jails: [], actor: principal.login });
    },
  };
}
