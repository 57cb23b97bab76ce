import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Alert, useStyles2 } from '@grafana/ui';
import type { ConfigPreview } from '../../../../pkg/contract/configChanges';
import { PLAIN } from '../../../i18n';

/** Why a change would be refused. */
export function FoundProblems({ problems }: Pick<ConfigPreview, 'problems'>) {
  const styles = useStyles2(getStyles);
  return problems.map(({ message, field }) => (
    <Alert key={message} severity="error" title={field === null ? t('change.refused', 'It would be refused') : t('change.refused-field', 'It would be refused: {{field}}', { field, interpolation: PLAIN })}>
      <p className={styles.words}>{message}</p>
    </Alert>
  ));
}

const getStyles = () => ({
  words: css({ whiteSpace: 'pre-line', overflowWrap: 'anywhere', marginBottom: 0 }),
});
