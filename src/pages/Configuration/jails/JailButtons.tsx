import { t } from '@grafana/i18n';
import { Stack } from '@grafana/ui';
import type { ConfigJailSummary } from '../../../../pkg/contract/configReading';
import { ConfigButton } from '../ConfigButton';
import type { Standing } from '../standing';
import type { JailAct } from './jailChanges';
import { isOwn } from './ownFile';

interface JailButtonsProps {
  jail: ConfigJailSummary;
  standing: Standing;
  onChange(act: JailAct, jail: ConfigJailSummary): void;
  onCopy(from: string): void;
}

/** What can be done with a jail of the configuration. */
export function JailButtons({ jail, standing, onChange, onCopy }: JailButtonsProps) {
  const { name, enabled } = jail;
  return (
    <Stack direction="row" gap={1} wrap="wrap" justifyContent="flex-end">
      {enabled ? (
        <ConfigButton standing={standing} icon="pause" aria-label={t('config-jails.deactivate-one', 'Deactivate {{name}}', { name })} onClick={() => onChange('deactivate', jail)}>
          {t('config-jails.deactivate', 'Deactivate')}
        </ConfigButton>
      ) : (
        <ConfigButton standing={standing} icon="play" aria-label={t('config-jails.activate-one', 'Activate {{name}}', { name })} onClick={() => onChange('activate', jail)}>
          {t('config-jails.activate', 'Activate')}
        </ConfigButton>
      )}
      <ConfigButton standing={standing} icon="copy" aria-label={t('config-jails.copy-one', 'Copy {{name}}', { name })} onClick={() => onCopy(name)}>
        {t('config-jails.copy', 'Copy')}
      </ConfigButton>
      {isOwn(jail) && (
        <ConfigButton standing={standing} icon="trash-alt" aria-label={t('config-jails.delete-one', 'Delete {{name}}', { name })} onClick={() => onChange('delete', jail)}>
          {t('config-jails.delete', 'Delete')}
        </ConfigButton>
      )}
    </Stack>
  );
}
