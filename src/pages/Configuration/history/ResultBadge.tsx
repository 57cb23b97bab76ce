import { t } from '@grafana/i18n';
import type { BadgeProps } from '@grafana/ui';
import { Badge } from '@grafana/ui';
import type { RevisionEntry } from '../../../../pkg/contract/configChanges';

export function ResultBadge({ result }: Pick<RevisionEntry, 'result'>) {
  return <Badge {...looks(result)} />;
}

function looks(result: RevisionEntry['result']): Pick<BadgeProps, 'text' | 'color' | 'icon' | 'tooltip'> {
  switch (result) {
    case 'pending':
      return { text: t('revision-result.pending', 'Under way'), color: 'orange', icon: 'clock-nine' };
    case 'applied':
      return { text: t('revision-result.applied', 'Applied'), color: 'green', icon: 'check' };
    case 'rolled_back':
      return { text: t('revision-result.rolled-back', 'Taken back'), color: 'red', icon: 'history-alt', tooltip: t('revision-result.rolled-back-why', 'fail2ban refused it: the file is as it was before') };
    case 'recovered_new':
      return { text: t('revision-result.recovered-new', 'Applied late'), color: 'green', icon: 'check', tooltip: t('revision-result.recovered-new-why', 'The sidecar was killed meanwhile; its next start found the new file good') };
    case 'recovered_old':
      return { text: t('revision-result.recovered-old', 'Taken back late'), color: 'red', icon: 'history-alt', tooltip: t('revision-result.recovered-old-why', 'The sidecar was killed meanwhile; its next start put the old file back') };
    case 'left_alone':
      return { text: t('revision-result.left-alone', 'Left alone'), color: 'orange', icon: 'question-circle', tooltip: t('revision-result.left-alone-why', 'The sidecar was killed meanwhile, and somebody else has changed the file since') };
    case 'outside':
      return { text: t('revision-result.outside', 'Noticed'), color: 'purple', icon: 'eye' };
  }
}
