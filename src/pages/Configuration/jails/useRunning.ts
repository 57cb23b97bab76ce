import { useJails } from '../../../api/queries';

/** What the server makes of a jail of the configuration. */
export interface Running {
  /** Bans in force; null when the jail does not run, or nobody knows. */
  bans: number | null;
  /** Set when the server does not have the jail; `words`: why, as far as fail2ban has told. */
  missing: { words: string | null } | null;
}

/** What is known of the running jails, by name. */
export function useRunning(uid: string): (name: string) => Running {
  const { data } = useJails(uid);
  return (name) => {
    const state = data?.states.find((jail) => jail.name === name);
    return {
      bans: data?.jails.find((jail) => jail.name === name)?.currentlyBanned ?? null,
      missing: data !== undefined && !data.jails.some((jail) => jail.name === name) ? { words: state?.problem ?? null } : null,
    };
  };
}
