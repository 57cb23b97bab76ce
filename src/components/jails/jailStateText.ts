import { t } from '@grafana/i18n';
import type { JailState } from '../../../pkg/contract/jailControl';

/** What a state means, and what of it cannot be known. */
export function jailStateText(jail: JailState): string {
  return [meaningOf(jail), ...unknownsOf(jail)].join(' ');
}

function meaningOf({ state, problem, threads }: JailState): string {
  switch (state) {
    case 'running':
      return threads
        ? t('jail-state.threads-run', 'fail2ban lists this jail, and its threads run.')
        : t('jail-state.running-text', 'fail2ban lists this jail.');
    case 'idle':
      return t('jail-state.idle-text', 'The jail reads no log, and none of its bans ends. Bans by hand still work.');
    case 'unknown':
      return t('jail-state.unknown-text', 'The jail was set idle here more than ten minutes ago. A reload may have ended that, which only fail2ban’s log tells, and it is not followed.');
    case 'listed_not_started':
      return t('jail-state.not-started-text', 'fail2ban lists this jail, but none of its threads runs: it reads no log and bans nobody.');
    case 'configured_not_running':
      return problem === null
        ? t('jail-state.not-running-text', 'The configuration enables this jail, and fail2ban does not run it.')
        : t('jail-state.problem-text', 'The configuration enables this jail, and fail2ban cannot load it.');
  }
}

function unknownsOf({ state, threads, idle }: JailState): string[] {
  if (state !== 'running') {
    return [];
  }
  return [
    ...(threads === null ? [t('jail-state.threads-unknown', 'Whether its threads really run cannot be seen from the sidecar.')] : []),
    ...(idle === null ? [t('jail-state.idle-unknown', 'Whether it is idle, fail2ban does not tell.')] : []),
  ];
}
