import { t } from '@grafana/i18n';
import { QueryList } from '../inputs/QueryList';
import { QueryNumber } from '../inputs/QueryNumber';
import type { FieldsProps } from './FieldsProps';
import { JailField } from './JailField';
import { SearchField } from './SearchField';

/** What every address of the archive has. */
const FEWEST = 1;

/** Which bans of the archive are meant; the time range of the dashboard says when. */
export function PastBansFields({ datasource, query, change }: FieldsProps) {
  return (
    <>
      <JailField datasource={datasource} value={query.jail} onCommit={(jail) => change({ jail })} />
      <SearchField query={query} change={change} />
      <QueryList
        label={t('query.country', 'Countries')}
        tooltip={t('query.country-help', 'Codes of two letters, separated by commas; ZZ is what belongs to no country.')}
        placeholder={t('query.country-placeholder', 'All; DE, US or $variable')}
        value={query.country}
        onCommit={(country) => change({ country })}
      />
      <QueryList
        label={t('query.asn', 'Systems')}
        tooltip={t('query.asn-help', 'Numbers of autonomous systems, with or without AS, separated by commas.')}
        placeholder={t('query.asn-placeholder', 'All; AS64500 or $variable')}
        value={query.asn}
        onCommit={(asn) => change({ asn })}
      />
      <QueryNumber
        label={t('query.min-bans', 'Least bans')}
        tooltip={t('query.min-bans-help', 'Only addresses that were banned at least so often in all the time the archive knows.')}
        placeholder={String(FEWEST)}
        value={query.minBans}
        onCommit={(minBans) => change({ minBans })}
      />
    </>
  );
}
