import type { ConfigDefinition } from '../../../../pkg/contract/configReading';
import { FILTER_FIELDS } from '../options/optionFields';

export interface FilterRow {
  name: string;
  /** Null: no file says it. */
  raw: string | null;
  origin: ConfigDefinition['options'][number]['origin'];
}

/** What can be set of a filter; what stands in [Init] comes before [Definition], as fail2ban has it. */
export function filterRows({ options }: ConfigDefinition): FilterRow[] {
  return Object.keys(FILTER_FIELDS).map((name) => {
    const said = (section: string) => options.find((option) => option.section === section && option.name === name);
    const found = said('Init') ?? said('Definition');
    return { name, raw: found?.raw ?? null, origin: found?.origin ?? null };
  });
}
