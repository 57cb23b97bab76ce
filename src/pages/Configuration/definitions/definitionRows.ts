import type { ConfigDefinition } from '../../../../pkg/contract/configReading';
import type { DefinitionKind } from '../../../api/configEndpoints';
import type { OptionField, OptionFields } from '../options/optionFields';
import { ACTION_FIELDS, fieldOf, FILTER_FIELDS, PARAMETER } from '../options/optionFields';

/** Names that a tag can have; others, such as those for one family of addresses, take the file. */
const PARAMETER_NAME = /^_?[a-z0-9][a-z0-9_]{0,62}$/;

export interface DefinitionRow {
  name: string;
  /** Null: no file says it. */
  raw: string | null;
  origin: ConfigDefinition['options'][number]['origin'];
}

/** What is said, and of a filter also what could be; what stands in [Init] comes before [Definition], as fail2ban has it. */
export function definitionRows(kind: DefinitionKind, { options }: ConfigDefinition, drafted: readonly string[]): DefinitionRow[] {
  const said = new Set(options.map(({ name }) => name));
  const known = Object.keys(kind === 'filter' ? FILTER_FIELDS : ACTION_FIELDS);
  const names = kind === 'filter' ? known : [...new Set([...known.filter((name) => said.has(name)), ...said, ...drafted])];
  return names.map((name) => {
    const inSection = (section: string) => options.find((option) => option.section === section && option.name === name);
    const found = inSection('Init') ?? inSection('Definition') ?? inSection('DEFAULT');
    return { name, raw: found?.raw ?? null, origin: found?.origin ?? null };
  });
}

/** What can be set of a definition: of an action also each of its parameters. */
export function fieldsOf(kind: DefinitionKind, { options }: ConfigDefinition, added: readonly string[]): OptionFields {
  if (kind === 'filter') {
    return FILTER_FIELDS;
  }
  const named = [...options.map(({ name }) => name), ...added].filter(isParameterName);
  return { ...ACTION_FIELDS, ...Object.fromEntries(named.map((name): [string, OptionField] => [name, fieldOf(ACTION_FIELDS, name) ?? PARAMETER])) };
}

export function isParameterName(name: string): boolean {
  return PARAMETER_NAME.test(name);
}
