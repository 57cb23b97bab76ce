import type { InheritingJails } from '../../contract/configChanges';
import type { ConfigFile, ConfigFilesPort } from '../ports/configFilesPort';
import type { RuleContext } from './jailOptions';

/** What a change does to one file. */
export interface ConfigPlan {
  path: string;
  before: ConfigFile | null;
  /** Null: the file goes. */
  text: string | null;
  /** Made of checked parts only: what it changes of commands comes from names and ports that mean nothing to a shell. */
  isChecked: boolean;
  /** The filter that the file is of; null for other files. */
  filter: string | null;
  /** The action that the file is of, which no jail may use yet. */
  action?: string;
  /** Of a change of defaults. */
  inheriting?: InheritingJails;
}

export interface PlanDeps {
  files: Pick<ConfigFilesPort, 'read' | 'list'>;
  context: RuleContext;
  /** The jails that use an action, enabled or not. */
  usersOf: (action: string) => Promise<string[]>;
}
