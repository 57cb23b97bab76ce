import type { ConfigChange, ConfigChangeAnswer, ConfigPreview, RevisionEntry } from '../../contract/configChanges';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { Principal } from '../../domain/principal';
import { serverArgument } from '../../domain/serverParameters';
import type { Clock } from '../ports/clock';
import type { ConfigFilesPort } from '../ports/configFilesPort';
import type { ConfigRevisionsPort } from '../ports/configRevisionsPort';
import type { Logger } from '../ports/logger';
import type { SingleChange } from '../shared/createSingleChange';
import { createChangeQueue } from './createChangeQueue';
import type { ConfigTrial } from './createConfigTrial';
import type { ConfigPlan } from './ConfigPlan';
import type { ConfigStep, StepsGiven, StepsOrder, StepsPreview } from './createConfigSteps';
import type { ConfigAccessRules } from './createConfigAccess';
import type { ConfigPlans } from './createConfigPlans';
import type { ConfigRecovery } from './createConfigRecovery';
import { createConfigSteps } from './createConfigSteps';
import { problemOf, shownOf } from './previewParts';
import { createRepeats } from './createRepeats';
import { createRevisionEntries } from './createRevisionEntries';
import type { SafeWrite, Written } from './createSafeWrite';
import type { ServerValue, ServerValues } from './createServerValues';
import { planServer } from './planServer';

/** A caller is answered after this time at the latest; the change goes on. */
const PATIENCE_MS = 5_000;

interface ConfigChangesDeps {
  files: Pick<ConfigFilesPort, 'read'>;
  access: ConfigAccessRules;
  plans: ConfigPlans;
  trial: Pick<ConfigTrial, 'judge'>;
  safely: SafeWrite;
  serverValues: ServerValues;
  recovery: ConfigRecovery;
  revisions: ConfigRevisionsPort;
  single: SingleChange;
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
  const { files, access, plans, trial, safely, serverValues, recovery, revisions, single, clock, logger } = deps;
  const repeats = createRepeats<Written>({ clock, recallOf });
  const queue = createChangeQueue({ single, clock });
  const entryOf = createRevisionEntries();

  /** Its texts are in the archive. */
  function recallOf({ revision: { id }, ...rest }: Written): () => Promise<Written> {
    return async () => {
      const revision = await revisions.configRevision(id);
      if (!revision) {
        throw new BanguiError('NOT_FOUND', 'There is no such revision.', { id });
      }
      return { ...rest, revision: entryOf(revision) };
    };
  }

  async function carryOut(plan: ConfigPlan, kind: string, { reason, expected }: ChangeOrder, principal: Principal): Promise<Written> {
    const present = plan.before?.digest ?? null;
    if (present !== expected) {
      throw new BanguiError('REVISION_CONFLICT', `${plan.path} is not what this change is based on: somebody has changed it meanwhile. Look at it again.`, { path: plan.path, expected, present });
    }
    if (staysAsItIs(plan)) {
      // It may be another file because of which this seems to be needed: that is told first.
      await trial.judge(plan);
      throw invalidInput('change', `${plan.path} would stay as it is.`);
    }
    return safely.write({ plan, kind, reason, principal });
  }

  /** While fail2ban is down: its next start takes up what is written. */
  async function undo(planned: () => Promise<ConfigPlan | null>, reason: string, principal: Principal): Promise<void> {
    await queue.inTurn(async () => {
      access.assertSwitchedOn();
      const plan = await planned();
      if (plan && !staysAsItIs(plan)) {
        await safely.writeDown({ plan, kind: 'rollback', reason, principal });
      }
    });
  }

  async function answered(work: Promise<Written>): Promise<ConfigChangeAnswer> {
    let cancel = () => {};
    const late = new Promise<null>((resolve) => {
      cancel = clock.after(PATIENCE_MS, () => resolve(null));
    });
    const done = await Promise.race([work, late]).finally(() => cancel());
    work.catch(() => {});
    return done ? { state: 'done', ...done } : { state: 'running', revision: null, jails: [], reverted: [], inheriting: null };
  }

  function order<P>(request: unknown, plan: (logFiles: readonly string[]) => Promise<P>, work: (planned: P, logFiles: readonly string[]) => ReturnType<typeof carryOut>, key: string | null, principal: Principal): Promise<ConfigChangeAnswer> {
    return answered(
      repeats.once(principal.login, key, request, () =>
        queue.ordered(async () => {
          const logFiles = await access.assertWritable();
          const planned = await plan(logFiles);
          return queue.alone('change_config', () => work(planned, logFiles));
        })
      )
    );
  }

  /** Ends what was under way when the sidecar was killed, before any change; what fail2ban has to be asked about, when it answers. */
  async function recover(): Promise<void> {
    const work = async () => ((await recovery.isNeeded()) ? queue.alone('change_config', recovery.recover) : undefined);
    await queue.inTurn(work).catch((error: unknown) => logger.warn('config_recovery_failed', { error }));
  }

  async function previewOf(plan: ConfigPlan): Promise<ConfigPreview> {
    const shown = shownOf(plan);
    try {
      const judgement = await trial.judge(plan);
      const { fates } = await safely.fatesOf(judgement);
      return { ...shown, jails: fates, reverted: judgement.reverted, problems: [] };
    } catch (error) {
      return { ...shown, jails: [], reverted: [], problems: [problemOf(error)] };
    }
  }

  const several = createConfigSteps({ planOf: plans.ofChange, planRestore: plans.ofRestore, carryOut, judge: trial.judge, fatesOf: safely.fatesOf, logger });

  return {
    access: access.access,

    /** What a change would do. Changes nothing; what is wrong with it is told, not thrown. */
    preview: async (change: ConfigChange): Promise<ConfigPreview> => previewOf(await plans.ofChange(change, await access.assertWritable())),

    /** The same of the way back to a revision. */
    async previewRestore(id: number, to: 'before' | 'after'): Promise<ConfigPreview> {
      const logFiles = await access.assertWritable();
      return previewOf(await plans.ofRestore(id, to, logFiles));
    },

    /** The same of several changes, of which each is based on those before; it ends with the first that is wrong. */
    previewSteps: async (steps: () => Promise<readonly ConfigStep[]>): Promise<StepsPreview> => several.preview(steps, await access.assertWritable()),

    apply: (change: ConfigChange, given: ChangeOrder, principal: Principal): Promise<ConfigChangeAnswer> =>
      order({ change, given }, (logFiles) => plans.ofChange(change, logFiles), (plan) => carryOut(plan, change.kind, given, principal), given.key, principal),

    /** Several changes as one, or none of them; the answer tells of the last one, and the jails of all. */
    applySteps: (request: unknown, steps: () => Promise<StepsOrder>, given: StepsGiven, principal: Principal): Promise<ConfigChangeAnswer> =>
      order(request, (logFiles) => several.plan(steps, logFiles, given), (planned, logFiles) => several.carryOut(planned, logFiles, given, principal), given.key, principal),

    restore: (id: number, to: 'before' | 'after', given: ChangeOrder, principal: Principal): Promise<ConfigChangeAnswer> =>
      order({ id, to, given }, (logFiles) => plans.ofRestore(id, to, logFiles), (plan) => carryOut(plan, 'restore', given, principal), given.key, principal),

    assertSwitchedOn: access.assertSwitchedOn,

    /** In the running server and in its configuration, or in neither. Ends when that has been done. */
    setServer: (values: readonly ServerValue[], reason: string, principal: Principal): Promise<void> =>
      queue.ordered(async () => {
        await access.assertWritable();
        const options = Object.fromEntries(values.map(([key, value]) => [key, [serverArgument(key, value)]]));
        const plan = await planServer(options, files);
        await queue.alone('set_server', async () => {
          if (!staysAsItIs(plan)) {
            await safely.write({ plan, kind: 'set_server', reason, principal, server: values });
            return;
          }
          // The file says so already, and the server may have been told something else.
          await trial.judge(plan);
          await serverValues.apply(values);
        });
      }),

    /** A file becomes what it was before a change. */
    putBack: (id: number, reason: string, principal: Principal): Promise<void> => undo(() => plans.ofRestore(id, 'before'), reason, principal),
    /** A jail that the files do not know is disabled already. */
    disable: (jail: string, reason: string, principal: Principal): Promise<void> => undo(() => plans.ofChange({ kind: 'deactivate_jail', jail }, []).catch(nothingOfUnknown), reason, principal),

    async revisions(path: string | null, limit: number, beforeId?: number): Promise<{ revisions: RevisionEntry[]; next: number | null }> {
      const found = await revisions.configRevisions(path, limit, beforeId);
      return { revisions: found.map(entryOf), next: found.length < limit ? null : (found.at(-1)?.id ?? null) };
    },

    recover,

    /** fail2ban has answered a probe. */
    async answered(): Promise<void> {
      if (recovery.takeUp()) {
        await recover();
      }
    },

    /** For what must not happen beside a change. */
    inTurn: queue.inTurn,

    stop: queue.stop,
  };
}

function nothingOfUnknown(error: unknown): null {
  if (!(error instanceof BanguiError) || error.code !== 'JAIL_NOT_FOUND') {
    throw error;
  }
  return null;
}

function staysAsItIs({ before, text }: ConfigPlan): boolean {
  return (before?.text ?? null) === text;
}
