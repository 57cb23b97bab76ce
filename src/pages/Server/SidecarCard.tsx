import { t } from '@grafana/i18n';
import { Text } from '@grafana/ui';
import type { SidecarInfo } from '../../../pkg/contract/configServer';
import { Card } from '../../components/Card';
import { Fact, Facts } from '../../components/Facts';
import { formatBytes } from '../../components/formatBytes';
import { formatSpan } from '../../components/formatTime';

/** How the sidecar is doing: its own version, memory and disk, and how large the archive is. */
export function SidecarCard({ info }: { info: SidecarInfo }) {
  const { archive, growth } = info;
  return (
    <Card label={t('sidecar.label', 'Sidecar')}>
      <Text element="h2" variant="h4">
        {t('sidecar.title', 'BanGUI sidecar {{version}}', { version: info.version })}
      </Text>
      <Facts>
        <Fact name={t('sidecar.uptime', 'Running for')}>{formatSpan(info.uptime)}</Fact>
        <Fact name={t('sidecar.memory', 'Memory')}>{formatBytes(info.residentBytes)}</Fact>
        <Fact name={t('sidecar.disk', 'Free on its disk')}>{info.freeBytes === null ? t('sidecar.unknown', 'unknown') : formatBytes(info.freeBytes)}</Fact>
        <Fact name={t('sidecar.archive', 'Archive')}>
          {archive === null ? t('sidecar.archive-unknown', 'not known yet') : t('sidecar.archive-text', '{{size}}: {{bans}} bans of {{addresses}} addresses', { size: formatBytes(archive.bytes), bans: archive.bans.toLocaleString(), addresses: archive.addresses.toLocaleString() })}
        </Fact>
        <Fact name={t('sidecar.growth', 'Archive grows by')}>
          {growth === null ? t('sidecar.growth-unknown', 'known after a first day') : t('sidecar.growth-text', '{{size}} a day', { size: formatBytes(growth.bytesPerDay) })}
        </Fact>
        {growth !== null && growth.bytesPerDay > 0 && info.freeBytes !== null && (
          <Fact name={t('sidecar.full-in', 'Disk is full in')}>{formatSpan((info.freeBytes / growth.bytesPerDay) * 86_400)}</Fact>
        )}
      </Facts>
      {info.limits.length === 0 && (
        <Text element="p" color="secondary">
          {t('sidecar.all-fits', 'All that BanGUI needs of this host is there.')}
        </Text>
      )}
    </Card>
  );
}
