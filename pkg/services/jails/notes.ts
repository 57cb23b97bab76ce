import type { JailNote } from '../../contract/jailControl';

const MESSAGES: Record<Exclude<JailNote['code'], 'other_jails_changed'>, (count: number) => string> = {
  bans_lifted: (count) => `${count} ${count === 1 ? 'ban was' : 'bans were'} lifted with the jail.`,
  returns_at_next_reload: () => 'The jail is still enabled in the configuration: it returns at the next reload or restart of fail2ban.',
  bans_return: () => "Bans of fail2ban's database that have not ended return within a second or two.",
  expiry_frozen: () => 'While idle the jail reads no log, and none of its bans ends; bans by hand still work.',
  expiry_resumes: () => 'The jail reads its logs again, and bans whose time is over end.',
};

export function noteOf(code: keyof typeof MESSAGES, count = 0): JailNote {
  return { code, message: MESSAGES[code](count) };
}

/** How the set of the other jails differs from what it was; null when it does not. */
export function othersNote({ lost, added }: { lost: readonly string[]; added: readonly string[] }): JailNote | null {
  const told = [...(lost.length > 0 ? [`no longer there: ${lost.join(', ')}`] : []), ...(added.length > 0 ? [`new: ${added.join(', ')}`] : [])];
  return told.length === 0 ? null : { code: 'other_jails_changed', message: `Other jails have changed meanwhile; ${told.join('; ')}.` };
}
