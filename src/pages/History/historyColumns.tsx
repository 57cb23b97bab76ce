import { t } from '@grafana/i18n';
import type { HistoryBan } from '../../../pkg/contract/history';
import { AddressLink } from '../../components/addresses/AddressLink';
import { asnText } from '../../components/asnText';
import type { Column } from '../../components/DataTable';
import { formatBanTime } from '../../components/formatTime';
import { BanEnd } from '../../components/history/BanEnd';
import { CountryCode } from '../../components/history/CountryCode';
import { LinesToggle } from '../../components/history/LinesToggle';
import { OriginText } from '../../components/history/OriginText';
import { JailLink } from '../../components/jails/JailLink';
import { Moment } from '../../components/Moment';
import type { useToggles } from '../../components/useToggles';

interface HistoryColumnsOptions {
  uid: string;
  lines: ReturnType<typeof useToggles>;
}

export function historyColumns({ uid, lines }: HistoryColumnsOptions): Array<Column<HistoryBan>> {
  return [
    { id: 'start', header: t('history.start', 'Banned'), cell: ({ start }) => <Moment at={start} /> },
    { id: 'address', header: t('history.address', 'Address'), narrow: 'bare', cell: ({ address }) => <AddressLink uid={uid} address={address} /> },
    { id: 'jail', header: t('history.jail', 'Jail'), narrow: 'bare', cell: ({ jail }) => <JailLink uid={uid} name={jail} /> },
    { id: 'country', header: t('history.country', 'Country'), cell: ({ country }) => <CountryCode code={country} /> },
    { id: 'asn', header: t('history.asn', 'AS'), wrap: 'tight', cell: ({ asn, org }) => (asn === null ? '–' : asnText(asn, org)) },
    { id: 'banTime', header: t('history.ban-time', 'Ban time'), narrow: 'hidden', wrap: true, cell: ({ banTime }) => formatBanTime(banTime) },
    { id: 'end', header: t('history.end', 'Ended'), narrow: 'bare', wrap: true, cell: (ban) => <BanEnd ban={ban} /> },
    { id: 'origin', header: t('history.origin', 'Source'), narrow: 'hidden', wrap: true, cell: (ban) => <OriginText ban={ban} /> },
    { id: 'times', header: t('history.times', 'Times in all'), align: 'right', cell: ({ addressBans }) => addressBans.toLocaleString() },
    { id: 'lines', header: t('history.lines', 'Matched lines'), narrow: 'bare', cell: (ban) => <LinesToggle ban={ban} isOpen={lines.isOpen(ban.id)} onToggle={() => lines.toggle(ban.id)} /> },
  ];
}
