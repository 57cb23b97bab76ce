import type { ConfigChange } from '../../contract/configChanges';
import { MAX_CONFIG_TEXT } from '../../contract/configChanges';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { ConfigFilesPort } from '../ports/configFilesPort';
import type { ConfigRevisionsPort } from '../ports/configRevisionsPort';
import type { ConfigPlan } from './ConfigPlan';
import { logPlaces } from './createConfigTrial';
import { packagedExpressions } from './packagedExpressions';
import { filterOfPath, planChange } from './planChange';
import { assertRawEdit } from './rawRules';

interface ConfigPlansDeps {
  files: Pick<ConfigFilesPort, 'read' | 'list'>;
  revisions: Pick<ConfigRevisionsPort, 'configRevision'>;
  /** The jails that use an action, enabled or not. */
  usersOf: (action: string) => Promise<string[]>;
  /** Whether what runs as root may be changed. */
  allowsCommands: boolean;
}

export type ConfigPlans = ReturnType<typeof createConfigPlans>;

/** What a change, or the way back to one, writes into which file. Changes nothing. */
export function createConfigPlans({ files, revisions, usersOf, allowsCommands }: ConfigPlansDeps) {
  return {
    /** Once `earlier` are written. Throws as planChange does. */
    async ofChange(change: ConfigChange, logFiles: readonly string[], earlier: readonly ConfigPlan[] = []): Promise<ConfigPlan> {
      const [paths, places] = [new Set([...(await files.list()), ...earlier.map(({ path }) => path)]), logPlaces(logFiles)];
      const context = {
        hasFilter: (name: string) => ['conf', 'local'].some((end) => paths.has(`filter.d/${name}.${end}`)),
        isLogPlace: (path: string) => [...places].some((place) => path.startsWith(`${place}/`)),
        allowsCommands,
      };
      return { ...assertSize(await planChange(change, { files, context, usersOf })), logFiles };
    },

    /** A file as it was before or after a change. Throws NOT_FOUND, INVALID_INPUT, FORBIDDEN. */
    async ofRestore(id: number, to: 'before' | 'after', logFiles: readonly string[] = []): Promise<ConfigPlan> {
      const revision = await revisions.configRevision(id);
      if (!revision) {
        throw new BanguiError('NOT_FOUND', 'There is no such revision.', { id });
      }
      const { path, [to]: text } = revision;
      const before = await files.read(path);
      // It may be somebody's hand edit that was taken back for a reason, or of a time when more was allowed.
      const packaged = await packagedExpressions({ kind: 'edit_file', path, text }, files);
      assertRawEdit(path, before?.text ?? '', text ?? '', new Set(await files.list()), { allowsCommands, packaged });
      return { path, before, text, isChecked: false, filter: text === null ? null : filterOfPath(path, text), wanted: null, logFiles };
    },
  };
}

/** What is larger could be changed here no more. One that somebody else made may get smaller. */
function assertSize(plan: ConfigPlan): ConfigPlan {
  const size = Buffer.byteLength(plan.text ?? '');
  if (size > MAX_CONFIG_TEXT && size >= Buffer.byteLength(plan.before?.text ?? '')) {
    throw invalidInput('change', `${plan.path} would have more than 256 kB.`);
  }
  return plan;
}
