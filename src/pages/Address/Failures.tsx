import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Text } from '@grafana/ui';
import { useState } from 'react';
import type { AddressPage } from '../../../pkg/contract/addresses';
import { BarList } from '../../components/BarList';
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
        <>
          <Text color="secondary">{t('failures.by-hour', 'How many there were in the hour that begins at the time given, by jail.')}</Text>
          <BarList
            label={t('failures.title', 'Failed attempts')}
            bars={shown.map(({ hour, jail, count }) => ({ key: `${hour} ${jail}`, name: dateTimeFormat(hour * 1000), count, note: jail }))}
          />
        </>
      )}
      {shown.length < failures.length && (
        <Button variant="secondary" size="sm" onClick={() => setAll(true)}>
          {t('failures.more', 'Show {{count}} more hours', { count: failures.length - shown.length })}
        </Button>
      )}
    </Section>
  );
}
