import { t } from '@grafana/i18n';
import { Text } from '@grafana/ui';
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

/** Or why the sidecar would take no change. */
export function OptionButtons({ own, fields, option, draft, mayCommand }: OptionButtonsProps) {
  const { name, origin } = option;
  const field = fieldOf(fields, name);
  if (!field || (field.command && !mayCommand)) {
    return <Text variant="bodySmall" color="secondary">{whyNot(name, field !== null)}</Text>;
  }
  return <EditButtons name={name} draft={draft} start={startValue(option, field)} canReset={origin?.file === own} />;
}

function whyNot(name: string, isCommand: boolean): string {
  if (isCommand) {
    return t('jail-options.no-commands', 'Runs commands: takes BANGUI_ALLOW_COMMANDS');
  }
  return name === 'enabled' ? t('jail-options.by-button', 'By Activate or Deactivate') : t('jail-options.by-file', 'Only in a file');
}
