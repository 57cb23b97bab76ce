import type { ConfigAccess, ConfigChange, ConfigChangeAnswer, ConfigPreview, JailFate, RevisionEntry } from '../../contract/configChanges';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { Principal } from '../../domain/principal';
import type { ActiveBanService } from '../bans/createActiveBanService';
import type { JailService } from '../jails/createJailService';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { ConfigFilesPort } from '../ports/configFilesPort';
import type { ConfigRevisionsPort, NewConfigRevision } from '../ports/configRevisionsPort';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { Logger } from '../ports/logger';
import type { SingleChange } from '../shared/createSingleChange';
import type { Surroundings } from '../surroundings/createSurroundings';
import type { Activation, JailTask } from './createActivation';
import { refusedByServer, taskFor } from './createActivation';
import type { ConfigTrial } from './createConfigTrial';
import { logPlaces } from './createConfigTrial';
import type { ConfigStep, StepsGiven, StepsOrder, StepsPreview } from './createConfigSteps';
import { createConfigSteps, problemOf, shownOf } from './createConfigSteps';
import { createRepeats } from './createRepeats';
import { digestOf } from './digestOf';
import type { ChangedJail } from './judgeStreams';
import type { ConfigPlan } from './planChange';
import { filterOfPath, planChange } from './planChange';
import { assertRawEdit } from './rawRules';
import { toRevisionEntry } from './toRevisionEntry';

/** A caller is answered after this time at the latest; the change goes on. */
const PATIENCE_MS = 5_000;
const SWITCHED_OFF = 'Changes of the configuration are switched off: BANGUI_CONFIG_WRITES=off.';
const NOTICED_REASON = 'Changed outside of BanGUI.';

interface ConfigChangesDeps {
  files: ConfigFilesPort;
  fail2ban: Pick<Fail2banPort, 'jailNames' | 'preflight'>;
  trial: ConfigTrial;
  activation: Activation;
  recovery: { recover(): Promise<void> };
  revisions: ConfigRevisionsPort;
  surroundings: Pick<Surroundings, 'allow' | 'limits'>;
  jails: Pick<JailService, 'invalidate'>;
  activeBans: Pick<ActiveBanService, 'invalidate'>;
  /** Whether changes are allowed at all, and those of what runs as root. */
  writes: boolean;
  allowsCommands: boolean;
  single: SingleChange;
  /** fail2ban has loaded a jail as this revision says; `beganMs`: when that began. */
  onLoaded: (jail: string, revision: number, beganMs: number) => void;
  onUnloaded: (jail: string) => void;
  clock: Clock;
  logger: Logger;
}

export interface ChangeOrder {
  reason: string;
  expected: string | null;
  /** Of the header Idempotency-Key. */
  key: string | null;
}

export type ConfigChanges = ReturnType<typeof createConfigChanges>;

/**
 * The one way in which the configuration is changed: checked, tried out on a copy and on a jail that never runs, noted down, written, taken up by
 * fail2ban, looked at, and taken back when fail2ban refuses it. One change after the other.
 */
export function createConfigChanges(deps: ConfigChangesDeps) {
  const { files, fail2ban, trial, activation, recovery, revisions, surroundings, jails, activeBans, writes, allowsCommands, single, onLoaded, onUnloaded, clock, logger } = deps;
  const repeats = createRepeats<{ revision: RevisionEntry; jails: JailFate[] }>({ clock });
  const underWay = new Set<Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const own = last.then(() => {
      if (stopped) {
        throw new BanguiError('SHUTTING_DOWN', 'The sidecar is stopping.');
      }
      return work();
    });
    last = own.catch(() => {});
    underWay.add(own);
    const done = () => void underWay.delete(own);
    own.then(done, done);
    return own;
  }

  function assertSwitchedOn(): void {
    if (!writes) {
      throw readOnly(SWITCHED_OFF);
    }
  }

  /** Resolves with the log files of jails. */
  async function assertWritable(): Promise<string[]> {
    assertSwitchedOn();
    const dump = await surroundings.allow('start_jails').catch((error: unknown) => {
      throw error instanceof BanguiError && error.code === 'SURROUNDINGS_MISMATCH' ? readOnly(error.message) : error;
    });
    return dump?.jails.flatMap(({ logFiles }) => logFiles) ?? [];
  }

  async function planOf(change: ConfigChange, logFiles: readonly string[], earlier: readonly ConfigPlan[] = []): Promise<ConfigPlan> {
    const [paths, places] = [new Set([...(await files.list()), ...earlier.map(({ path }) => path)]), logPlaces(logFiles)];
    const context = {
      hasFilter: (name: string) => ['conf', 'local'].some((end) => paths.has(`filter.d/${name}.${end}`)),
      isLogPlace: (path: string) => [...places].some((place) => path.startsWith(`${place}/`)),
      allowsCommands,
    };
    return planChange(change, { files, context });
  }

  async function planRestore(id: number, to: 'before' | 'after'): Promise<ConfigPlan> {
    const revision = await revisions.configRevision(id);
    if (!revision) {
      throw new BanguiError('NOT_FOUND', 'There is no such revision.', { id });
    }
    const { path, [to]: text } = revision;
    const before = await files.read(path);
    // It may be somebody's hand edit that was taken back for a reason, or of a time when more was allowed.
    assertRawEdit(path, before?.text ?? '', text ?? '', new Set(await files.list()), { allowsCommands });
    return { path, before, text, isChecked: false, filter: text === null ? null : filterOfPath(path, text) };
  }

  async function fatesOf(changed: readonly ChangedJail[]): Promise<{ tasks: JailTask[]; fates: JailFate[]; running: string[] }> {
    const running = await fail2ban.jailNames();
    const all = changed.map((change) => ({ jail: change.name, task: taskFor(change, running) }));
    const fates = all.map(({ jail, task }): JailFate => ({ jail, becomes: task === null ? 'unchanged' : task.stream === null ? 'unloaded' : task.wasRunning ? 'reloaded' : 'loaded' }));
    return { tasks: all.flatMap(({ task }) => task ?? []), fates, running };
  }

  /** Somebody's hand edit becomes a revision of its own, so that it can be had back. */
  async function noticeOutside({ path, before }: ConfigPlan): Promise<void> {
    const [newest] = await revisions.configRevisions(path, 1);
    const known = newest?.outcome && (newest.outcome.result === 'rolled_back' || newest.outcome.result === 'recovered_old' ? newest.before : newest.after);
    const text = before?.text ?? null;
    if (newest && known !== undefined && known !== text) {
      const at = epochSeconds(clock);
      const id = await revisions.beginConfigRevision({ at, actor: '', reason: NOTICED_REASON, kind: 'outside', path, before: known, after: text, jails: [] });
      await revisions.endConfigRevision(id, { at, result: 'outside', words: '' });
      logger.info('config_changed_outside', { path, revision: id });
    }
  }

  async function end(id: number, result: 'applied' | 'rolled_back' | 'left_alone', words: string): Promise<void> {
    // What cannot be written now is found open by the next start, which looks at the file again.
    await revisions.endConfigRevision(id, { at: epochSeconds(clock), result, words }).catch((error: unknown) => logger.warn('config_outcome_unwritten', { revision: id, error }));
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
    await end(id, 'rolled_back', words);
    logger.warn('config_rolled_back', { revision: id, path, jails: tasks.map(({ name }) => name), words, lost_jails: lost });
    if (cause instanceof BanguiError && cause.code !== 'FAIL2BAN_REJECTED') {
      throw new BanguiError(cause.code, `${cause.message} The file is as before.`, { ...cause.details, rolled_back: true, revision: id });
    }
    throw refusedByServer(words, { applied: false, rolled_back: true, revision: id, lost_jails: lost ?? [] });
  }

  async function carryOut(plan: ConfigPlan, kind: string, { reason, expected }: ChangeOrder, principal: Principal) {
    const present = plan.before?.digest ?? null;
    if (present !== expected) {
      throw new BanguiError('REVISION_CONFLICT', `${plan.path} is not what this change is based on: somebody has changed it meanwhile. Look at it again.`, { path: plan.path, expected, present });
    }
    if ((plan.before?.text ?? null) === plan.text) {
      throw invalidInput('change', `${plan.path} would stay as it is.`);
    }
    const { jails: changed, streams } = await trial.judge(plan);
    for (const stream of streams) {
      const problems = await fail2ban.preflight(stream);
      if (problems.length > 0) {
        throw refusedByServer(problems.join('\n'), { jail: stream.name, applied: false });
      }
    }
    const { tasks, fates, running } = await fatesOf(changed);
    await noticeOutside(plan);
    const intent: NewConfigRevision = { at: epochSeconds(clock), actor: principal.login, reason, kind, path: plan.path, before: plan.before?.text ?? null, after: plan.text, jails: tasks.map(({ name }) => name) };
    const id = await revisions.beginConfigRevision(intent);
    try {
      await files.write({ path: plan.path, text: plan.text, expected });
    } catch (error) {
      await end(id, 'rolled_back', error instanceof Error ? error.message : '');
      throw error;
    }
    const beganMs = clock.now();
    try {
      const words = await activation.apply(tasks, running);
      if (words !== null) {
        throw refusedByServer(words, {});
      }
    } catch (error) {
      await takeBack(id, plan, tasks, running, error);
    } finally {
      jails.invalidate();
      activeBans.invalidate(tasks.map(({ name }) => name));
    }
    tasks.forEach(({ name, stream }) => (stream === null ? onUnloaded(name) : onLoaded(name, id, beganMs)));
    await end(id, 'applied', '');
    logger.info('config_changed', { revision: id, kind, path: plan.path, jails: fates, actor: principal.login });
    const revision = await revisions.configRevision(id);
    return { revision: toRevisionEntry(revision ?? { ...intent, id, outcome: null }), jails: fates };
  }

  async function answered(work: Promise<{ revision: RevisionEntry; jails: JailFate[] }>): Promise<ConfigChangeAnswer> {
    let cancel = () => {};
    const late = new Promise<null>((resolve) => {
      cancel = clock.after(PATIENCE_MS, () => resolve(null));
    });
    const done = await Promise.race([work, late]).finally(() => cancel());
    work.catch(() => {});
    return done ? { state: 'done', ...done } : { state: 'running', revision: null, jails: [] };
  }

  function order<P>(request: unknown, plan: (logFiles: readonly string[]) => Promise<P>, work: (planned: P, logFiles: readonly string[]) => ReturnType<typeof carryOut>, key: string | null, principal: Principal): Promise<ConfigChangeAnswer> {
    return answered(
      repeats.once(principal.login, key, request, () =>
        inTurn(async () => {
          const logFiles = await assertWritable();
          const planned = await plan(logFiles);
          const done = single.begin('change_config', null);
          return work(planned, logFiles).finally(done);
        })
      )
    );
  }

  const several = createConfigSteps({ planOf, planRestore, carryOut, judge: trial.judge, fatesOf, logger });

  return {
    access(): ConfigAccess {
      const limit = surroundings.limits().find(({ capability }) => capability === 'start_jails');
      const reason = writes ? (limit?.reason ?? null) : SWITCHED_OFF;
      return { writes: reason === null, reason, commands: allowsCommands };
    },

    /** What a change would do. Changes nothing; what is wrong with it is told, not thrown. */
    async preview(change: ConfigChange): Promise<ConfigPreview> {
      const plan = await planOf(change, await assertWritable());
      const shown = shownOf(plan);
      try {
        const { fates } = await fatesOf((await trial.judge(plan)).jails);
        return { ...shown, jails: fates, problems: [] };
      } catch (error) {
        return { ...shown, jails: [], problems: [problemOf(error)] };
      }
    },

    /** The same of several changes, of which each is based on those before; it ends with the first that is wrong. */
    previewSteps: async (steps: () => Promise<readonly ConfigStep[]>): Promise<StepsPreview> => several.preview(steps, await assertWritable()),

    apply: (change: ConfigChange, given: ChangeOrder, principal: Principal): Promise<ConfigChangeAnswer> =>
      order({ change, given }, (logFiles) => planOf(change, logFiles), (plan) => carryOut(plan, change.kind, given, principal), given.key, principal),

    /** Several changes as one, or none of them; the answer tells of the last one, and the jails of all. */
    applySteps: (request: unknown, steps: () => Promise<StepsOrder>, given: StepsGiven, principal: Principal): Promise<ConfigChangeAnswer> =>
      order(request, (logFiles) => several.plan(steps, logFiles, given), (planned, logFiles) => several.carryOut(planned, logFiles, given, principal), given.key, principal),

    restore: (id: number, to: 'before' | 'after', given: ChangeOrder, principal: Principal): Promise<ConfigChangeAnswer> =>
      order({ id, to, given }, () => planRestore(id, to), (plan) => carryOut(plan, 'restore', given, principal), given.key, principal),

    assertSwitchedOn,

    /** While fail2ban is down: a file becomes what it was before a change, and its next start takes it up. */
    putBack: (id: number, principal: Principal): Promise<void> =>
      inTurn(async () => {
        assertSwitchedOn();
        const plan = await planRestore(id, 'before');
        const { path, before, text } = plan;
        if ((before?.text ?? null) === text) {
          return;
        }
        await noticeOutside(plan);
        const undo = await revisions.beginConfigRevision({ at: epochSeconds(clock), actor: principal.login, reason: '', kind: 'rollback', path, before: before?.text ?? null, after: text, jails: [] });
        await files.write({ path, text, expected: before?.digest ?? null });
        await end(undo, 'applied', '');
        logger.info('config_changed', { revision: undo, kind: 'rollback', path, jails: [], actor: principal.login });
      }),

    async revisions(path: string | null, limit: number, beforeId?: number): Promise<{ revisions: RevisionEntry[]; next: number | null }> {
      const found = await revisions.configRevisions(path, limit, beforeId);
      return { revisions: found.map(toRevisionEntry), next: found.length < limit ? null : (found.at(-1)?.id ?? null) };
    },

    /** Ends what was under way when the sidecar was killed, before any change. */
    recover: (): Promise<void> =>
      inTurn(() => {
        const done = single.begin('change_config', null);
        return recovery.recover().finally(done);
      }).catch((error: unknown) => logger.warn('config_recovery_failed', { error })),

    /** Starts no further change; resolves when none is under way. */
    async stop(): Promise<void> {
      stopped = true;
      await Promise.allSettled(underWay);
    },
  };
}

function readOnly(reason: string): BanguiError {
  return new BanguiError('CONFIG_READ_ONLY', reason, { reason });
}
