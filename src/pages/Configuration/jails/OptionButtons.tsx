import type { ConfigOption } from '../../../../pkg/contract/configReading';
import { EditButtons } from '../options/EditButtons';
import { fieldOf, JAIL_FIELDS } from '../options/optionFields';
import type { Draft } from '../options/useDraft';
import { ownFileOf } from './ownFile';
import { startValue } from './startValue';

interface OptionButtonsProps {
  jail: string;
  option: ConfigOption;
  draft: Draft;
  mayCommand: boolean;
}

/** None where the sidecar would take no change. */
export function OptionButtons({ jail, option, draft, mayCommand }: OptionButtonsProps) {
  const { name, origin } = option;
  const field = fieldOf(JAIL_FIELDS, name);
  if (!field || (field.command && !mayCommand)) {
    return null;
  }
  return <EditButtons name={name} draft={draft} start={startValue(option, field)} canReset={origin?.file === ownFileOf(jail)} />;
}
