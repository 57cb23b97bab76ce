import type { ConfigOption } from '../../../../pkg/contract/configReading';
import { EditButtons } from '../options/EditButtons';
import type { OptionFields } from '../options/optionFields';
import { fieldOf } from '../options/optionFields';
import type { Draft } from '../options/useDraft';
import { startValue } from './startValue';

interface OptionButtonsProps {
  /** The file in which changes are kept. */
  own: string;
  fields: OptionFields;
  option: ConfigOption;
  draft: Draft;
  mayCommand: boolean;
}

/** None where the sidecar would take no change. */
export function OptionButtons({ own, fields, option, draft, mayCommand }: OptionButtonsProps) {
  const { name, origin } = option;
  const field = fieldOf(fields, name);
  if (!field || (field.command && !mayCommand)) {
    return null;
  }
  return <EditButtons name={name} draft={draft} start={startValue(option, field)} canReset={origin?.file === own} />;
}
