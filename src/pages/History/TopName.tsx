import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Button, LinkButton, Stack } from '@grafana/ui';
import type { TopGroup, TopResponse } from '../../../pkg/contract/aggregates';
import { asnText } from '../../components/asnText';
import { implausibleOf } from '../../components/bans/BanDraft';
import { countryName } from '../../components/countryName';
import { PLAIN } from '../../i18n';
import type { HistoryView } from '../../routing';
import { addressUrl } from '../../routing';
import type { ChangeView } from './useHistoryView';

type Row = TopResponse['rows'][number];

interface TopNameProps {
  uid: string;
  by: TopGroup;
  row: Row;
  view: HistoryView;
  change: ChangeView;
}

/** One of the most banned: a press makes it the filter; an address also leads to its page. */
export function TopName({ uid, by, row, view, change }: TopNameProps) {
  const { key } = row;
  const name = nameOf(by, row);
  if (key === null || (by === 'address' && implausibleOf([key]).length > 0)) {
    return name;
  }
  return (
    <Stack direction="row" gap={0.5} alignItems="center">
      <Button size="sm" fill="text" className={LONG} aria-label={t('top.filter', 'Show only {{name}}', { name, interpolation: PLAIN })} onClick={() => change(filterBy(by, key, view))}>
        {name}
      </Button>
      {by === 'address' && (
        <LinkButton
          size="sm"
          fill="text"
          variant="secondary"
          icon="external-link-alt"
          href={addressUrl(uid, key)}
          aria-label={t('top.page', 'Page of {{address}}', { address: key, interpolation: PLAIN })}
        />
      )}
    </Stack>
  );
}

function nameOf(by: TopGroup, { key, label }: Row): string {
  if (key === null) {
    return t('top.unknown', 'Unknown');
  }
  switch (by) {
    case 'country':
      return countryName(key);
    case 'asn':
      return asnText(key, label);
    default:
      return key;
  }
}

function filterBy(by: TopGroup, key: string, { jails, countries, asns }: HistoryView): Partial<HistoryView> {
  const added = <T,>(list: readonly T[], one: T) => [...new Set([...list, one])];
  switch (by) {
    case 'address':
    case 'network':
      return { search: key };
    case 'country':
      return { countries: added(countries, key) };
    case 'asn':
      return { asns: added(asns, Number(key)) };
    case 'jail':
      return { jails: added(jails, key) };
  }
}

// A button of its own height would cut a long name off.
const LONG = css({ height: 'auto', whiteSpace: 'normal', textAlign: 'left', paddingLeft: 0, overflowWrap: 'anywhere' });
