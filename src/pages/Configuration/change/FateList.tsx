import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Text, useStyles2 } from '@grafana/ui';
import type { JailFate } from '../../../../pkg/contract/configChanges';
import { PLAIN } from '../../../i18n';

const SHOWN = 20;

/** What becomes of each jail that a change concerns. */
export function FateList({ fates }: { fates: readonly JailFate[] }) {
  const styles = useStyles2(getStyles);
  if (fates.length === 0) {
    return <Text element="p">{t('fate.none', 'No jail is touched: fail2ban goes on as it is.')}</Text>;
  }
  return (
    <ul className={styles.list} aria-label={t('fate.title', 'What becomes of the jails')}>
      {fates.slice(0, SHOWN).map((fate) => (
        <li key={fate.jail}>
          {fateText(fate)} {fate.becomes !== 'unchanged' && actionsText(fate.actions)}
        </li>
      ))}
      {fates.length > SHOWN && <li>{t('fate.more', 'and {{count}} more jails', { count: fates.length - SHOWN })}</li>}
    </ul>
  );
}

function fateText({ jail, becomes, endsBans }: JailFate): string {
  const values = { jail, interpolation: PLAIN };
  switch (becomes) {
    case 'loaded':
      return t('fate.loaded', '{{jail}} is started.', values);
    case 'reloaded':
      if (endsBans !== null) {
        return t('fate.shortened', '{{jail}} is loaded anew, with a shorter ban time than it runs with: {{count}} bans would be over at once, and the others in force end sooner.', { ...values, count: endsBans });
      }
      return t('fate.reloaded', '{{jail}} is loaded anew; its bans stay.', values);
    case 'unloaded':
      return t('fate.unloaded', '{{jail}} is ended, and all its bans are lifted.', values);
    case 'unchanged':
      return t('fate.unchanged', '{{jail}} was stopped by hand and stays so.', values);
    case 'inactive':
      return t('fate.inactive', '{{jail}} does not run until it is activated.', values);
  }
}

function actionsText(actions: JailFate['actions']): string {
  if (actions === null) {
    return '';
  }
  const names = actions.join(', ');
  return names === '' ? t('fate.no-actions', 'It runs no action, and bans nobody.') : t('fate.actions', 'Actions that it runs: {{names}}.', { names, interpolation: PLAIN });
}

const getStyles = () => ({ list: css({ margin: 0, paddingLeft: '1.5em', overflowWrap: 'anywhere' }) });
