import { t } from '@grafana/i18n';
import { IconButton, Stack } from '@grafana/ui';
import type { ConfigOption } from '../../../../pkg/contract/configReading';
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

/** Edit, take back to what the other files say, or leave as it is. */
export function OptionButtons({ jail, option, draft, mayCommand }: OptionButtonsProps) {
  const { name, origin } = option;
  const field = fieldOf(JAIL_FIELDS, name);
  if (draft.has(name)) {
    return <IconButton name="times" tooltip={t('jail-options.leave', 'Leave {{name}} as it is', { name })} onClick={() => draft.drop(name)} />;
  }
  if (!field || (field.command && !mayCommand)) {
    return null;
  }
  return (
    <Stack direction="row" gap={0.5} justifyContent="flex-end">
      <IconButton name="pen" tooltip={t('jail-options.edit', 'Edit {{name}}', { name })} onClick={() => draft.set(name, startValue(option, field))} />
      {origin?.file === ownFileOf(jail) && <IconButton name="history-alt" tooltip={t('jail-options.reset', 'Take {{name}} back to what the other files say', { name })} onClick={() => draft.set(name, null)} />}
    </Stack>
  );
}
