import { t } from '@grafana/i18n';
import { Stack, Text, TextLink } from '@grafana/ui';
import type { AddressPage } from '../../../pkg/contract/addresses';
import { AddressLink } from '../../components/addresses/AddressLink';
import { asnText } from '../../components/asnText';
import type { Column } from '../../components/DataTable';
import { DataTable } from '../../components/DataTable';
import { Moment } from '../../components/Moment';
import { Section } from '../../components/Section';
import { PLAIN } from '../../i18n';
import { historyUrl, LONG_AGO } from '../../routing';

/** Addresses of a /24; nobody counts those of a /48. */
const OF_V4 = 256;

/** Who else was banned near it: in its network, in its autonomous system. */
export function Neighbours({ uid, page: { address, neighbours, geo } }: { uid: string; page: AddressPage }) {
  const { network, inNetwork, inNetworkTotal, inAsnTotal } = neighbours;
  const values = { count: inNetworkTotal, network, all: OF_V4 - 1, interpolation: PLAIN };
  return (
    <Section
      title={t('neighbours.title', 'Neighbours')}
      link={inNetworkTotal > 0 ? <TextLink href={historyUrl(uid, { search: network, from: LONG_AGO })}>{t('neighbours.in-history', 'Show the network in History')}</TextLink> : undefined}
    >
      <Text>
        {address.includes(':')
          ? t('neighbours.v6', '{{count}} other addresses of {{network}} were banned.', values)
          : t('neighbours.v4', '{{count}} of the {{all}} other addresses of {{network}} were banned.', values)}
      </Text>
      {inNetwork.length > 0 && <DataTable label={t('neighbours.title', 'Neighbours')} columns={columns(uid)} rows={inNetwork} rowKey={(row) => row.address} />}
      {inNetworkTotal > inNetwork.length && <Text color="secondary">{t('neighbours.cut', 'These are the {{count}} with most bans.', { count: inNetwork.length })}</Text>}
      {geo.asn !== null && inAsnTotal !== null && (
        <Stack direction="row" gap={1} wrap="wrap">
          <Text>{t('neighbours.asn', '{{count}} other banned addresses are of {{system}}.', { count: inAsnTotal, system: asnText(geo.asn, geo.org), interpolation: PLAIN })}</Text>
          {inAsnTotal > 0 && <TextLink href={historyUrl(uid, { asns: [geo.asn], from: LONG_AGO })}>{t('neighbours.asn-in-history', 'Show them in History')}</TextLink>}
        </Stack>
      )}
    </Section>
  );
}

function columns(uid: string): Array<Column<AddressPage['neighbours']['inNetwork'][number]>> {
  return [
    { id: 'address', header: t('neighbours.address', 'Address'), narrow: 'bare', cell: (row) => <AddressLink uid={uid} address={row.address} /> },
    { id: 'bans', header: t('neighbours.bans', 'Bans'), align: 'right', cell: ({ bans }) => bans.toLocaleString() },
    { id: 'lastSeen', header: t('neighbours.last-seen', 'Last banned'), cell: ({ lastSeen }) => <Moment at={lastSeen} /> },
  ];
}
