import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Alert, useStyles2 } from '@grafana/ui';
import type { ConfigProblem } from '../../../pkg/contract/configReading';
import { PlaceText } from './PlaceText';
import type { Standing } from './standing';

/** What fail2ban does not take, in its own words, worst first. */
export function ProblemList({ standing, problems }: { standing: Standing; problems: readonly ConfigProblem[] }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {problems.map(({ message, place, effect }) => (
        <Alert key={`${message} ${place?.file ?? ''} ${place?.line ?? ''}`} severity={effect === 'when_enabled' ? 'warning' : 'error'} title={effectText(effect)}>
          <p className={styles.words}>{message}</p>
          {place && <PlaceText standing={standing} place={place} />}
        </Alert>
      ))}
    </>
  );
}

function effectText(effect: ConfigProblem['effect']): string {
  switch (effect) {
    case 'everything':
      return t('problem.everything', 'fail2ban refuses the whole configuration');
    case 'file':
      return t('problem.file', 'fail2ban refuses what reads this file');
    case 'jail':
      return t('problem.jail', 'fail2ban leaves this jail out');
    case 'start':
      return t('problem.start', 'fail2ban refuses this jail when it is loaded');
    case 'when_enabled':
      return t('problem.when-enabled', 'fail2ban would refuse this once it is active');
  }
}

const getStyles = () => ({ words: css({ whiteSpace: 'pre-line', overflowWrap: 'anywhere', marginBottom: 0 }) });
