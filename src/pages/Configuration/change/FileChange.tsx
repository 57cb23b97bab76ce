import { t } from '@grafana/i18n';
import { Text } from '@grafana/ui';
import type { ConfigPreview } from '../../../../pkg/contract/configChanges';
import { PLAIN } from '../../../i18n';
import { DiffView } from './DiffView';

/** How one file changes. */
export function FileChange({ path, diff }: Pick<ConfigPreview, 'path' | 'diff'>) {
  return (
    <div>
      <Text element="p" color="secondary">
        {t('change.file', 'In the file {{path}}', { path, interpolation: PLAIN })}
      </Text>
      <DiffView lines={diff} label={path} />
    </div>
  );
}
