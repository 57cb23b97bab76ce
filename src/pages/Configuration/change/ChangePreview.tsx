import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Alert, Stack, Text, useStyles2 } from '@grafana/ui';
import type { ConfigPreview } from '../../../../pkg/contract/configChanges';
import { PLAIN } from '../../../i18n';
import { DiffView } from './DiffView';
import { FateList } from './FateList';
import { InheritingText } from './InheritingText';

/** What a change would write, what is wrong with it, and what becomes of the jails. */
export function ChangePreview({ preview: { path, diff, jails, inheriting, problems }, unchanged }: { preview: ConfigPreview; unchanged: boolean }) {
  const styles = useStyles2(getStyles);
  if (unchanged) {
    return <Alert severity="info" title={t('change.nothing', 'This changes nothing: {{path}} stays as it is', { path, interpolation: PLAIN })} />;
  }
  return (
    <Stack direction="column" gap={2}>
      {problems.map(({ message, field }) => (
        <Alert key={message} severity="error" title={field === null ? t('change.refused', 'It would be refused') : t('change.refused-field', 'It would be refused: {{field}}', { field, interpolation: PLAIN })}>
          <p className={styles.words}>{message}</p>
        </Alert>
      ))}
      <div>
        <Text element="p" color="secondary">
          {t('change.file', 'In the file {{path}}', { path, interpolation: PLAIN })}
        </Text>
        <DiffView lines={diff} label={path} />
      </div>
      {problems.length === 0 && <FateList fates={jails} />}
      {problems.length === 0 && inheriting && <InheritingText inheriting={inheriting} />}
    </Stack>
  );
}

const getStyles = () => ({
  words: css({ whiteSpace: 'pre-line', overflowWrap: 'anywhere', marginBottom: 0 }),
});
