import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Text } from '@grafana/ui';
import { useState } from 'react';
import type { AddressPage } from '../../../pkg/contract/addresses';
import { CountBar } from '../../components/CountBar';
import type { Column } from '../../components/DataTable';
import { DataTable } from '../../components/DataTable';
import { Section } from '../../components/Section';

const SHOWN_FIRST = 12;

type Counted = AddressPage['failures'];

/** Failed attempts hour by hour, as far back as they are kept. */
export function Failures({ failures }: { failures: Counted }) {
  const [all, setAll] = useState(false);
  const shown = all ? failures : failures.slice(0, SHOWN_FIRST);
  return (
    <Section title={t('failures.title', 'Failed attempts')}>
      {failures.length === 0 ? (
        <Text color="secondary">{t('failures.none', 'No failed attempt of the last days is kept.')}</Text>
      ) : (
        <DataTable label={t('failures.title', 'Failed attempts')} columns={columns(failures)} rows={shown} rowKey={({ hour, jail }) => `${hour} ${jail}`} />
      )}
      {shown.length < failures.length && (
        <Button variant="secondary" size="sm" onClick={() => setAll(true)}>
          {t('failures.more', 'Show {{count}} more hours', { count: failures.length - shown.length })}
        </Button>
      )}
    </Section>
  );
}

function columns(failures: Counted): Array<Column<Counted[number]>> {
  const most = Math.max(...failures.map(({ count }) => count));
  return [
    { id: 'hour', header: t('failures.hour', 'Hour'), cell: ({ hour }) => dateTimeFormat(hour * 1000) },
    { id: 'jail', header: t('failures.jail', 'Jail'), cell: ({ jail }) => jail },
    { id: 'count', header: t('failures.count', 'Attempts'), cell: ({ count }) => <CountBar count={count} most={most} /> },
  ];
}
