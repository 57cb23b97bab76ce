import type { ConfigChange, ConfigPreview, JailFate, RevisionEntry } from '../../contract/configChanges';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { Principal } from '../../domain/principal';
import type { Logger } from '../ports/logger';
import type { ConfigTrial } from './createConfigTrial';
import { problemOf, shownOf } from './previewParts';
import type { SafeWrite, Written } from './createSafeWrite';
import type { ConfigPlan } from './ConfigPlan';

/** A change as a part of several. */
export interface ConfigStep {
  change: ConfigChange;
  /** As its revision is to call it. */
  kind: string;
}

export interface StepsOrder {
  steps: readonly ConfigStep[];
  /** When all of them are done. */
  onDone: () => Promise<void>;
}

export interface StepsGiven {
  reason: string;
  /** A file a step, as the preview told. */
  expected: ReadonlyArray<Pick<ConfigPreview, 'path' | 'expected'>>;
  /** Of the header Idempotency-Key. */
  key: string | null;
}

export type StepsPreview = Pick<ConfigPreview, 'jails' | 'problems'> & { changes: Array<Pick<ConfigPreview, 'path' | 'expected' | 'diff'>> };

interface ConfigStepsDeps {
  /** What a change writes once `earlier` are written. */
  planOf(change: ConfigChange, logFiles: readonly string[], earlier?: readonly ConfigPlan[]): Promise<ConfigPlan>;
  planRestore(id: number, to: 'before'): Promise<ConfigPlan>;
  carryOut(plan: ConfigPlan, kind: string, given: { reason: string; expected: string | null; key: null }, principal: Principal): Promise<Written>;
  judge: ConfigTrial['judge'];
  fatesOf: SafeWrite['fatesOf'];
  logger: Logger;
}

/** Changes of several files of which each needs those before: all of them, or none. */
export function createConfigSteps({ planOf, planRestore, carryOut, judge, fatesOf, logger }: ConfigStepsDeps) {
  /** The files that are not as before. */
  async function undo(applied: readonly RevisionEntry[], principal: Principal): Promise<string[]> {
    const left: string[] = [];
    for (const { id, path } of [...applied].reverse()) {
      try {
        const plan = await planRestore(id, 'before');
        await carryOut(plan, 'rollback', { reason: '', expected: plan.before?.digest ?? null, key: null }, principal);
      } catch (error) {
        left.push(path);
        logger.warn('config_not_put_back', { revision: id, path, words: '', error });
      }
    }
    return left;
  }

  return {
    async preview(steps: () => Promise<readonly ConfigStep[]>, logFiles: readonly string[]): Promise<StepsPreview> {
      const told: StepsPreview = { changes: [], jails: [], problems: [] };
      const earlier: ConfigPlan[] = [];
      try {
        for (const { change } of await steps()) {
          const plan = await planOf(change, logFiles, earlier);
          const { path, expected, diff } = shownOf(plan);
          told.changes.push({ path, expected, diff });
          const judgement = await judge(plan, earlier.map(({ path, before, text }) => ({ path, text, expected: before?.digest ?? null })));
          told.jails = lastOfEach([...told.jails, ...(await fatesOf(judgement)).fates]);
          earlier.push(plan);
        }
      } catch (error) {
        told.problems.push(problemOf(error));
      }
      return told;
    },

    /** Finds what is wrong with any of them before the first is done. */
    async plan(makes: () => Promise<StepsOrder>, logFiles: readonly string[], { expected }: StepsGiven): Promise<StepsOrder> {
      const order = await makes();
      const plans: ConfigPlan[] = [];
      for (const { change } of order.steps) {
        plans.push(await planOf(change, logFiles, plans));
      }
      if (JSON.stringify(plans.map(({ path }) => path)) !== JSON.stringify(expected.map(({ path }) => path))) {
        throw new BanguiError('REVISION_CONFLICT', 'Something else would be written by now than the preview told. Look at it again.', { paths: plans.map(({ path }) => path) });
      }
      return order;
    },

    async carryOut({ steps, onDone }: StepsOrder, logFiles: readonly string[], { reason, expected }: StepsGiven, principal: Principal): Promise<Written> {
      const done: Written[] = [];
      try {
        for (const [at, { change, kind }] of steps.entries()) {
          done.push(await carryOut(await planOf(change, logFiles), kind, { reason, expected: expected[at]?.expected ?? null, key: null }, principal));
        }
      } catch (error) {
        const left = await undo(done.map(({ revision }) => revision), principal);
        throw left.length > 0 && error instanceof BanguiError ? new BanguiError(error.code, `${error.message} ${left.join(', ')} could not be taken back.`, { ...error.details, left }) : error;
      }
      await onDone();
      const last = done.at(-1);
      if (!last) {
        throw invalidInput('change', 'There is nothing to be done.');
      }
      return { ...last, jails: lastOfEach(done.flatMap(({ jails }) => jails)) };
    },
  };
}

/** What becomes of a jail in the end. */
const lastOfEach = (fates: readonly JailFate[]): JailFate[] => [...new Map(fates.map((fate) => [fate.jail, fate])).values()];
