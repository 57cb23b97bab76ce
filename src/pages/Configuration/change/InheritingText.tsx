import { t } from '@grafana/i18n';
import { Text } from '@grafana/ui';
import type { InheritingJails } from '../../../../pkg/contract/configChanges';
import { PLAIN } from '../../../i18n';

const SHOWN = 12;

/** Which jails take a new default, whether or not they are enabled. */
export function InheritingText({ inheriting: { jails, more } }: { inheriting: InheritingJails }) {
  if (jails.length === 0) {
    return <Text element="p">{t('inheriting.none', 'Every jail says something else itself: none takes it.')}</Text>;
  }
  const rest = jails.length - SHOWN + more;
  const names = jails.slice(0, SHOWN).join(', ');
  return (
    <Text element="p" color="secondary">
      {rest > 0
        ? t('inheriting.some', 'Jails that take it, also those that are not active: {{names}} and {{count}} more.', { names, count: rest, interpolation: PLAIN })
        : t('inheriting.all', 'Jails that take it, also those that are not active: {{names}}.', { names, interpolation: PLAIN })}
    </Text>
  );
}
