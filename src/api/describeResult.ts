import { t } from '@grafana/i18n';
import { PLAIN } from '../i18n';
import type { ChangeResult } from './changes';
import { describeJailChange } from './describeJailChange';
import type { Notice } from './notice';

/** What a person is told when a change has ended: what really changed, and fail2ban's own words where it refused. */
export function describeResult({ kind, outcomes, jailChange }: ChangeResult): Notice {
  const changed = outcomes.reduce((sum, outcome) => sum + outcome.changed, 0);
  const failures = outcomes.filter(({ error }) => error !== null);
  const ofBans = kind === 'ban' || kind === 'unban';
  if (failures.length > 0) {
    const title = ofBans && changed > 0 ? countOf(kind, changed) : t('notice.failed', 'Nothing was changed');
    return { severity: 'error', title, text: failures.map(words).join(' ') };
  }
  if (!ofBans) {
    return describeJailChange(kind, outcomes[0]?.jail ?? '', jailChange);
  }
  if (changed > 0) {
    return { severity: 'success', title: countOf(kind, changed) };
  }
  return {
    severity: 'warning',
    title: t('notice.unchanged', 'Nothing to change'),
    text:
      kind === 'ban'
        ? t('notice.already-banned', 'What you named was banned already.')
        : t('notice.not-banned', 'What you named was not banned any more.'),
  };
}

function countOf(kind: 'ban' | 'unban', count: number): string {
  return kind === 'ban' ? t('notice.banned', '{{count}} bans set', { count }) : t('notice.unbanned', '{{count}} bans lifted', { count });
}

function words({ jail, error }: ChangeResult['outcomes'][number]): string {
  return jail === null ? (error ?? '') : t('notice.jail-failed', '{{jail}}: {{error}}', { jail, error, interpolation: PLAIN });
}
