import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Text, useStyles2 } from '@grafana/ui';
import type { LinesResponse } from '../../../pkg/contract/history';
import { useLines } from '../../api/archiveQueries';
import { testIds } from '../../testIds';
import { QueryRegion } from '../QueryRegion';

/** The log lines that led to a ban, fetched when they are shown, and where they are from. */
export function BanLines({ uid, id }: { uid: string; id: number }) {
  const styles = useStyles2(getStyles);
  const query = useLines(uid, id);
  return (
    <div className={styles.frame} data-testid={testIds.banLines}>
      <QueryRegion query={query}>
        {({ lines, source }) =>
          lines.length === 0 ? (
            <Text color="secondary">{t('lines.none', 'No matched line is kept of this ban.')}</Text>
          ) : (
            <div>
              <Text color="secondary" variant="bodySmall">
                {sourceText(source)}
              </Text>
              <pre className={styles.lines} tabIndex={0}>
                {lines.join('\n')}
              </pre>
            </div>
          )
        }
      </QueryRegion>
    </div>
  );
}

function sourceText(source: LinesResponse['source']): string {
  switch (source) {
    case 'database':
      return t('lines.database', 'Matched lines, from the database of fail2ban');
    case 'log':
      return t('lines.log', 'Matched lines, from the followed log');
    case null:
      return t('lines.unknown', 'Matched lines');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ maxWidth: '100%' }),
  lines: css({
    margin: theme.spacing(0.5, 0, 0),
    maxHeight: theme.spacing(40),
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
