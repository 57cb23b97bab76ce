import type { ConfigDefaults, ConfigDefinition, ConfigJail, ConfigJailsResponse, ConfigOption, ConfigPlace } from '../../contract/configReading';

export type DefinitionKind = 'filter' | 'action';

/** As it stands after all files; the line of its origin is null when only the file is known. */
export type ServerOption = Pick<ConfigOption, 'name' | 'raw'> & { origin: ConfigPlace | null };

export interface DefinitionFiles {
  name: string;
  files: string[];
}

/** fail2ban's configuration as fail2ban reads it. Rejects with SURROUNDINGS_MISMATCH when the folder or a file of it cannot be read here. */
export interface ConfigReaderPort {
  /** Every section that is a jail, in fail2ban's order, and what fail2ban would refuse in files of jails or of the server. */
  jails(): Promise<ConfigJailsResponse>;
  /** Null when no file has such a section. */
  jail(name: string): Promise<Omit<ConfigJail, 'withheld'> | null>;
  /** What holds for jails that say nothing else. */
  defaults(): Promise<Omit<ConfigDefaults, 'withheld'>>;
  /** Those that the folder holds, by name; of actions also the `.py` files. */
  definitions(kind: DefinitionKind): Promise<DefinitionFiles[]>;
  /** Null when the folder holds no such file. */
  definition(kind: DefinitionKind, name: string): Promise<Omit<ConfigDefinition, 'files'> & { files: Array<{ file: string; text: string | null }> } | null>;
  /** What the files say of the server as a whole. */
  server(): Promise<ServerOption[]>;
}
