import { t } from '@grafana/i18n';
import { Badge, Stack, Text } from '@grafana/ui';
import type { ConfigOption } from '../../../../pkg/contract/configReading';
import { PlaceText } from '../PlaceText';
import type { Standing } from '../standing';

/** Who says the value of an option, and where. */
export function OptionOrigin({ standing, own, origin }: { standing: Standing; own: string; origin: ConfigOption['origin'] }) {
  if (origin === null) {
    return <Text color="secondary">{t('origin.fail2ban', 'Default of fail2ban')}</Text>;
  }
  return (
    <Stack direction="column" gap={0.25} alignItems="flex-start">
      {origin.file === own ? (
        <Badge color="blue" icon="pen" text={t('origin.here', 'Changed here')} />
      ) : (
        <Text color="secondary">{origin.isDefault ? t('origin.default', 'Default for all jails') : t('origin.jail', 'Set for this jail')}</Text>
      )}
      <PlaceText standing={standing} place={origin} />
    </Stack>
  );
}
