import type { ConfigOption } from '../../../../pkg/contract/configReading';
import type { OptionField } from '../options/optionFields';
import { linesOf, unescaped } from '../options/optionFields';

/** With what the editing of an option begins: lists as they are written, with what refers to other options; the rest as it comes out. */
export function startValue({ value, raw }: ConfigOption, { kind }: OptionField): string {
  switch (kind) {
    case 'regexes':
      return linesOf(unescaped(raw ?? '')).join('\n');
    case 'lines':
      return linesOf(raw ?? value ?? '').join('\n');
    default:
      return value ?? raw ?? '';
  }
}
