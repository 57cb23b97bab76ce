/** Told of when it was so at two listings this far apart at least. */
const STILL_MISSING_SECONDS = 15;
/** So many missing addresses of a jail are looked for again, however old their bans become. */
const SUSPECTS = 20;

interface Lacking {
  /** When the first listing that lacked something began, and all after it did. */
  since: number;
  suspects: ReadonlySet<string>;
  /** What the words name until the jail is whole again; null while it may be of one moment. */
  named: Missing | null;
}

/** An address that was missing in a listing of this time, in UTC epoch seconds. */
export interface Missing {
  address: string;
  at: number;
}

/** Which jails lack bans in the firewall: of a jail under attack the sample is another one at each look, so that its addresses alone prove nothing. */
export function createMissingBans() {
  const jails = new Map<string, Lacking>();

  return {
    isSuspect: ({ jail, address }: { jail: string; address: string }): boolean => jails.get(jail)?.suspects.has(address) ?? false,
    /** `gone`: what a listing that began at `asOf` lacks of a jail, suspects first. Null unless the one before lacked something too. */
    saw(jail: string, gone: readonly string[], asOf: number): Missing | null {
      const [first] = gone;
      if (first === undefined) {
        jails.delete(jail);
        return null;
      }
      const before = jails.get(jail);
      const since = before?.since ?? asOf;
      const named = before?.named ?? (asOf - since >= STILL_MISSING_SECONDS ? { address: first, at: asOf } : null);
      jails.set(jail, { since, suspects: new Set(gone.slice(0, SUSPECTS)), named });
      return named;
    },
    /** Jails without a ban that should be there are whole. */
    keepOnly: (isMeant: (jail: string) => boolean): void => [...jails.keys()].filter((jail) => !isMeant(jail)).forEach((jail) => jails.delete(jail)),
    /** An address is to be known to nobody; that its jail lacks something stays known. */
    erased(text: string): void {
      jails.forEach(({ since, suspects, named }, jail) => {
        jails.set(jail, { since, suspects: new Set([...suspects].filter((address) => address !== text)), named: named?.address === text ? null : named });
      });
    },
  };
}
