import { t } from '@grafana/i18n';
import type { JailChange, JailNote } from '../../pkg/contract/jailControl';
import type { JailAct } from './changes';
import type { Notice } from './notice';

type JailKind = JailAct['kind'];

/** What a person is told when a jail was stopped, started, set idle or woken up. */
export function describeJailChange(kind: JailKind, jail: string, change: JailChange | undefined): Notice {
  const notes = change?.notes.map(({ code }) => code) ?? [];
  const text = notes.map((code) => noteText(code, change?.liftedBans ?? 0)).join(' ');
  return { severity: 'success', title: titleOf(kind, jail, notes), ...(text === '' ? {} : { text }) };
}

function titleOf(kind: JailKind, jail: string, notes: ReadonlyArray<JailNote['code']>): string {
  switch (kind) {
    case 'stop_jail':
      return t('notice.jail-stopped', '{{jail}} is stopped', { jail });
    case 'start_jail':
      return t('notice.jail-started', '{{jail}} is started', { jail });
    case 'idle_jail':
      return notes.includes('expiry_resumes') ? t('notice.jail-awake', '{{jail}} is awake', { jail }) : t('notice.jail-idle', '{{jail}} is idle', { jail });
  }
}

function noteText(code: JailNote['code'], count: number): string {
  switch (code) {
    case 'bans_lifted':
      return t('note.bans-lifted', '{{count}} bans were lifted.', { count });
    case 'returns_at_next_reload':
      return t('note.returns', 'As long as its configuration enables it, it returns at the next reload or restart of fail2ban.');
    case 'bans_return':
      return t('note.bans-return', 'Its bans that have not ended return within a second or two.');
    case 'expiry_frozen':
      return t('note.expiry-frozen', 'It reads no log, and none of its bans ends.');
    case 'other_jails_changed':
      return t('note.others-changed', 'Other jails came or went meanwhile: look at the list of jails.');
    case 'expiry_resumes':
      return t('note.expiry-resumes', 'It reads its logs again, and bans whose time is over end.');
  }
}
