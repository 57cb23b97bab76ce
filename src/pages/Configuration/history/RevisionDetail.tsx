import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Stack, Text, useStyles2 } from '@grafana/ui';
import type { RevisionEntry } from '../../../../pkg/contract/configChanges';
import { PLAIN } from '../../../i18n';
import { DiffView } from '../change/DiffView';
import { ConfigButton } from '../ConfigButton';
import type { Standing } from '../standing';

interface RevisionDetailProps {
  standing: Standing;
  revision: RevisionEntry;
  onRestore(to: 'before' | 'after'): void;
}

/** What a change wrote, what fail2ban said, and the ways back. */
export function RevisionDetail({ standing, revision: { path, diff, words, jails, result }, onRestore }: RevisionDetailProps) {
  const styles = useStyles2(getStyles);
  return (
    <Stack direction="column" gap={1}>
      {jails.length > 0 && <Text>{t('revision.jails', 'Jails: {{jails}}', { jails: jails.join(', '), interpolation: PLAIN })}</Text>}
      {words !== '' && <pre className={styles.words}>{words}</pre>}
      <DiffView lines={diff} label={path} />
      {result !== 'pending' && (
        <Stack direction="row" gap={1} wrap="wrap">
          <ConfigButton standing={standing} icon="history-alt" onClick={() => onRestore('before')}>
            {t('revision.undo', 'Restore what was before')}
          </ConfigButton>
          <ConfigButton standing={standing} icon="check" onClick={() => onRestore('after')}>
            {t('revision.restore', 'Restore what came of it')}
          </ConfigButton>
        </Stack>
      )}
    </Stack>
  );
}

const getStyles = () => ({ words: css({ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }) });
