import { t } from '@grafana/i18n';
import { Badge } from '@grafana/ui';
import type { Jail, JailAttention } from '../../../pkg/contract/jails';

/** What about a listed jail deserves a person's eye. */
export function AttentionBadges({ jail }: { jail: Jail | null }) {
  return jail?.attention.map((reason) => <Badge key={reason} color="orange" icon="exclamation-triangle" {...attentionText(reason)} />) ?? null;
}

function attentionText(reason: JailAttention): { text: string; tooltip: string } {
  return reason === 'watches_nothing'
    ? {
        text: t('attention.watches-nothing', 'Watches nothing'),
        tooltip: t('attention.watches-nothing-text', 'This jail has neither a log file nor a journal to watch: it finds nobody.'),
      }
    : {
        text: t('attention.blocks-nothing', 'Blocks nothing'),
        tooltip: t('attention.blocks-nothing-text', 'This jail has no action: it bans on paper only.'),
      };
}
