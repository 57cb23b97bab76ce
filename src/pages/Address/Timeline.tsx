import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Text, TextLink, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import type { AddressPage } from '../../../pkg/contract/addresses';
import { Section } from '../../components/Section';
import { useToggles } from '../../components/useToggles';
import { historyUrl, LONG_AGO } from '../../routing';
import { testIds } from '../../testIds';
import { TimelineItem } from './TimelineItem';
import { timelineEntries } from './timelineEntries';

const SHOWN_FIRST = 40;

/** All that happened to an address, as far as it fits; the rest is in the history. */
export function Timeline({ uid, page }: { uid: string; page: AddressPage }) {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  const lines = useToggles();
  const entries = timelineEntries(page);
  const shown = all ? entries : entries.slice(0, SHOWN_FIRST);
  return (
    <Section
      title={t('timeline.title', 'Bans and unbans')}
      link={<TextLink href={historyUrl(uid, { search: page.address, from: LONG_AGO })}>{t('timeline.in-history', 'Show in History')}</TextLink>}
    >
      {entries.length === 0 ? (
        <Text color="secondary">{t('timeline.none', 'The archive knows no ban of this address.')}</Text>
      ) : (
        <ol className={styles.list} data-testid={testIds.timeline}>
          {shown.map((entry, index) => (
            <TimelineItem key={index} uid={uid} entry={entry} lines={lines} />
          ))}
        </ol>
      )}
      {shown.length < entries.length && (
        <Button variant="secondary" size="sm" onClick={() => setAll(true)}>
          {t('timeline.more', 'Show {{count}} older entries', { count: entries.length - shown.length })}
        </Button>
      )}
      {page.bans.length < page.totals.bans && (
        <Text color="secondary">
          {t('timeline.cut', 'These are the newest {{shown}} of {{all}} bans; the history has them all.', { shown: page.bans.length, all: page.totals.bans.toLocaleString() })}
        </Text>
      )}
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, borderLeft: `2px solid ${theme.colors.border.medium}` }),
});
