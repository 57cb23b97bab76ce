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
  /** Nothing in it has a place in a command, so those of a jail that is enabled before and after must not differ. */
  keepsCommands?: boolean;
  /** The filter that the file is of; null for other files. */
  filter: string | null;
  /** A jail that it adds, which is not enabled yet. */
  adds?: string;
  /** The action that the file is of, which no jail may use yet. */
  action?: string;
  /** What is to hold afterwards; null for what other files may well say otherwise, such as a text of somebody's own. */
  wanted: Wanted | null;
  /** Those of the jails, as far as they were known before: where the configuration cannot be read any more it does not tell them. */
  logFiles?: readonly string[];
  /** Of a change of defaults. */
  inheriting?: InheritingJails;
}

export interface Wanted {
  of: 'jail' | 'filter' | 'server';
  /** Of the jail or the filter. */
  name: string;
  options: LineChanges;
}

/** Options as lines; null: whatever other files say. */
export type LineChanges = Readonly<Record<string, readonly string[] | null>>;

export interface PlanDeps {
  files: Pick<ConfigFilesPort, 'read' | 'list'>;
  context: RuleContext;
  /** The jails that use an action, enabled or not. */
  usersOf: (action: string) => Promise<string[]>;
}
