import { t } from '@grafana/i18n';
import type { RuleId } from '../../alerts/ruleTemplates';

/** What a rule watches, in a line. */
export function ruleWords(id: RuleId): string {
  switch (id) {
    case 'down':
      return t('rule-words.down', 'fail2ban does not run.');
    case 'unreachable':
      return t('rule-words.unreachable', 'Grafana cannot ask the sidecar. The only rule that alerts on errors: one dead sidecar sends one message.');
    case 'stuck':
      return t('rule-words.stuck', 'One command has kept fail2ban busy for more than three minutes.');
    case 'jail_vanished':
      return t('rule-words.jail-vanished', 'A jail that should run does not.');
    case 'jail_blind':
      return t('rule-words.jail-blind', 'A jail runs but no longer sees what its service logs.');
    case 'not_enforced':
      return t('rule-words.not-enforced', 'Bans do not reach the firewall.');
    case 'ban_surge':
      return t('rule-words.ban-surge', 'Far more bans than at the same hour of past weeks.');
    case 'mass_unban':
      return t('rule-words.mass-unban', 'Many bans were lifted before their time.');
    case 'archive':
      return t('rule-words.archive', 'The archive cannot be written, or its disk is nearly full.');
    case 'half_blind':
      return t('rule-words.half-blind', 'fail2ban logs too little, has no database, or does not let the sidecar in.');
    case 'recovery':
      return t('rule-words.recovery', 'fail2ban went down right after a jail was activated, and nobody has dealt with it yet.');
  }
}
