/** What a jail of the configuration would be loaded with. */
export interface ConfiguredJail {
  name: string;
  /** Log files that the client found for it. */
  logFiles: string[];
  /** Why it would be left out; null for one that can be read. */
  problem: string | null;
}

/** What fail2ban-client makes of the configuration, as far as it is told apart here. */
export interface Dump {
  /** Null: fail2ban is told to keep none. */
  database: string | null;
  /** Without options in brackets. */
  logTarget: string | null;
  /** The enabled ones. */
  jails: ConfiguredJail[];
}

/** A log target is a path, or a word that fail2ban writes in capitals whatever the configuration says; options follow in brackets. */
export function plainLogTarget(target: string): string {
  const name = target.replace(/\[.*$/s, '').trim();
  return name.startsWith('/') ? name : name.toUpperCase();
}
