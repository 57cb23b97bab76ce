import { t } from '@grafana/i18n';
import { PLAIN } from '../i18n';
import type { ChangeResult, JailAct, ServerAct } from './changes';
import { describeJailChange } from './describeJailChange';
import type { Notice } from './notice';

/** What a person is told when a change has ended: what really changed, and fail2ban's own words where it refused. */
export function describeResult({ kind, outcomes, jailChange }: ChangeResult): Notice {
  const changed = outcomes.reduce((sum, outcome) => sum + outcome.changed, 0);
  const failures = outcomes.filter(({ error }) => error !== null);
  if (failures.length > 0) {
    const title = changed > 0 && !isJailAct(kind) ? partlyText(kind, changed) : t('notice.failed', 'Nothing was changed');
    return { severity: 'error', title, text: failures.map(words).join(' ') };
  }
  if (kind === 'reload' || kind === 'restart' || kind === 'rollback') {
    return { severity: 'success', title: serverText(kind, outcomes.length) };
  }
  if (kind !== 'ban' && kind !== 'unban') {
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

function isJailAct(kind: ChangeResult['kind']): kind is JailAct['kind'] {
  return kind === 'stop_jail' || kind === 'start_jail' || kind === 'idle_jail';
}

function partlyText(kind: Exclude<ChangeResult['kind'], JailAct['kind']>, count: number): string {
  return kind === 'ban' || kind === 'unban' ? countOf(kind, count) : serverText(kind, count);
}

function serverText(kind: ServerAct['kind'], count: number): string {
  switch (kind) {
    case 'reload':
      return t('notice.reloaded', '{{count}} jails reloaded', { count });
    case 'restart':
      return t('notice.restarted', 'fail2ban is restarted');
    case 'rollback':
      return t('notice.rolled-back', 'The activation is taken back, and fail2ban is restarted');
  }
}

function countOf(kind: 'ban' | 'unban', count: number): string {
  return kind === 'ban' ? t('notice.banned', '{{count}} bans set', { count }) : t('notice.unbanned', '{{count}} bans lifted', { count });
}

function words({ jail, error }: ChangeResult['outcomes'][number]): string {
  return jail === null ? (error ?? '') : t('notice.jail-failed', '{{jail}}: {{error}}', { jail, error, interpolation: PLAIN });
}
