import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Pagination, Text, useStyles2 } from '@grafana/ui';

interface PagerProps {
  page: number;
  pages: number;
  /** Numbers of the first and last row shown. */
  first: number;
  last: number;
  total: number;
  /** There is no room for page numbers. */
  small: boolean;
  onPage(page: number): void;
}

export function Pager({ page, pages, first, last, total, small, onPage }: PagerProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.pager}>
      <Text color="secondary" variant="bodySmall">
        {t('panel.range', '{{first}}–{{last}} of {{total}}', { first: first.toLocaleString(), last: last.toLocaleString(), total: total.toLocaleString() })}
      </Text>
      {small ? (
        <div className={styles.buttons}>
          <Button size="sm" variant="secondary" fill="text" icon="angle-left" aria-label={t('panel.previous', 'previous page')} disabled={page <= 1} onClick={() => onPage(page - 1)} />
          <Button size="sm" variant="secondary" fill="text" icon="angle-right" aria-label={t('panel.next', 'next page')} disabled={page >= pages} onClick={() => onPage(page + 1)} />
        </div>
      ) : (
        <Pagination currentPage={page} numberOfPages={pages} onNavigate={onPage} showSmallVersion />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pager: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'center', justifyContent: 'space-between' }),
  buttons: css({ display: 'flex' }),
});
