import { t } from '@grafana/i18n';
import { Button, Text } from '@grafana/ui';
import type { Ban } from '../../../pkg/contract/bans';
import type { Rights } from '../../api/useRights';
import { banKey } from '../../components/bans/banKey';
import type { Column } from '../../components/DataTable';
import { DataTable } from '../../components/DataTable';
import { formatBanTime, formatMoment } from '../../components/formatTime';
import { JailLink } from '../../components/jails/JailLink';
import { Moment } from '../../components/Moment';
import { Section } from '../../components/Section';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { PLAIN } from '../../i18n';
import { testIds } from '../../testIds';

interface ActiveBansProps {
  uid: string;
  /** Null while fail2ban cannot be asked. */
  bans: Ban[] | null;
  rights: Rights;
  onUnban(ban: Ban): void;
}

/** What bans an address now: itself, or a network that holds it. */
export function ActiveBans({ uid, bans, rights, onUnban }: ActiveBansProps) {
  return (
    <Section title={t('active.title', 'Banned now')}>
      {bans === null && <Text color="secondary">{t('active.unknown', 'fail2ban cannot be asked at the moment, so nobody knows.')}</Text>}
      {bans?.length === 0 && <Text color="secondary">{t('active.none', 'No jail bans it at the moment.')}</Text>}
      {bans !== null && bans.length > 0 && (
        <DataTable label={t('active.title', 'Banned now')} columns={columns({ uid, rights, onUnban })} rows={bans} rowKey={banKey} data-testid={testIds.activeBans} />
      )}
    </Section>
  );
}

function columns({ uid, rights, onUnban }: Omit<ActiveBansProps, 'bans'>): Array<Column<Ban>> {
  return [
    { id: 'jail', header: t('active.jail', 'Jail'), narrow: 'bare', cell: ({ jail }) => <JailLink uid={uid} name={jail} /> },
    { id: 'address', header: t('active.what', 'What is banned'), cell: ({ address }) => address },
    { id: 'start', header: t('active.start', 'Since'), cell: ({ start }) => <Moment at={start} /> },
    { id: 'end', header: t('active.end', 'Until'), narrow: 'hidden', cell: ({ end }) => (end === null ? '–' : formatMoment(end)) },
    { id: 'left', header: t('active.left', 'Time left'), cell: ({ timeLeft }) => formatBanTime(timeLeft) },
    ...(rights.can('unban') ? [unbanColumn(onUnban)] : []),
  ];
}

function unbanColumn(onUnban: (ban: Ban) => void): Column<Ban> {
  return {
    id: 'unban',
    header: <VisuallyHidden>{t('active.actions', 'Actions')}</VisuallyHidden>,
    align: 'right',
    cell: (ban) => (
      <Button
        size="sm"
        variant="secondary"
        icon="unlock"
        aria-label={t('active.unban-one', 'Unban {{address}} in {{jail}}', { address: ban.address, jail: ban.jail, interpolation: PLAIN })}
        onClick={() => onUnban(ban)}
      >
        {t('active.unban', 'Unban')}
      </Button>
    ),
  };
}
