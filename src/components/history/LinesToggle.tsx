import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import type { HistoryBan } from '../../../pkg/contract/history';
import { PLAIN } from '../../i18n';

interface LinesToggleProps {
  ban: HistoryBan;
  isOpen: boolean;
  onToggle(): void;
}

/** Opens the matched lines of a ban; nothing where none are kept. */
export function LinesToggle({ ban: { lines, address, jail }, isOpen, onToggle }: LinesToggleProps) {
  if (lines === 0) {
    return null;
  }
  const values = { address, jail, interpolation: PLAIN };
  return (
    <Button
      size="sm"
      fill="text"
      variant="secondary"
      icon={isOpen ? 'angle-down' : 'angle-right'}
      aria-expanded={isOpen}
      aria-label={isOpen ? t('lines.hide', 'Hide the lines of {{address}} in {{jail}}', values) : t('lines.show', 'Show the lines of {{address}} in {{jail}}', values)}
      onClick={onToggle}
    >
      {t('lines.count', '{{count}} lines', { count: lines })}
    </Button>
  );
}
