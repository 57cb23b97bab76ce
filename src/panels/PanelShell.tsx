import { css } from '@emotion/css';
import type { DataFrame, GrafanaTheme2, PanelData } from '@grafana/data';
import { LoadingState } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, EmptyState, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { testIds } from '../testIds';
import { DataNotices } from './DataNotices';

interface PanelShellProps {
  data: PanelData;
  /** The frames that the panel can read. */
  frames: readonly DataFrame[];
  /** The type of query that it is for, in the words of the query editor. */
  queryType: string;
  width: number;
  height: number;
  toolbar?: ReactNode;
  children: ReactNode;
}

/** Loading, failed, without a fitting query, and data with what there is to say about them: the same in every panel. */
export function PanelShell({ data: { state, error, errors = error ? [error] : [] }, frames, queryType, width, height, toolbar, children }: PanelShellProps) {
  const styles = useStyles2(getStyles);
  const messages = new Set(errors.map(({ message, data }) => message ?? data?.message ?? t('panel.failed-unknown', 'The query failed without saying why')));
  return (
    <div className={styles.panel} style={{ width, height }} aria-busy={state === LoadingState.Loading}>
      {[...messages].map((message) => (
        <Alert key={message} severity="error" title={t('panel.failed', 'The query failed')} data-testid={testIds.panelFailure}>
          {message}
        </Alert>
      ))}
      {toolbar}
      <DataNotices frames={frames} />
      {frames.length > 0 ? children : messages.size === 0 && <Without loading={state === LoadingState.Loading} queryType={queryType} />}
    </div>
  );
}

function Without({ loading, queryType }: { loading: boolean; queryType: string }) {
  return loading ? (
    <LoadingPlaceholder data-testid={testIds.loading} text={t('query.loading', 'Loading…')} />
  ) : (
    <EmptyState variant="not-found" hideImage message={t('panel.needs-query', 'This panel needs a query of type {{queryType}}', { queryType })}>
      {t('panel.needs-query-help', 'Edit the panel, choose a data source of the type “fail2ban (BanGUI)”, and this type of query.')}
    </EmptyState>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), overflow: 'auto' }),
});
