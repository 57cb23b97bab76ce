/** In what the releases of fail2ban read their configuration differently. */
export interface Dialect {
  /** As `%(fail2ban_version)s` gives it. */
  version: string;
  /** The folder as fail2ban calls it, without a slash at its end. */
  configDir: string;
  /** From 1.1.0 on: addresses to ignore may stand apart by any blank. */
  since110: boolean;
  /** From 1.1.1 on: missing logs may skip a jail, conditional bracket options, what cannot be decoded is refused. */
  since111: boolean;
}

export function dialectOf(version: string, configDir: string): Dialect {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const isSince = (wantedMinor: number, wantedPatch: number) => major > 1 || (major === 1 && (minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch)));
  return { version, configDir: configDir.replace(/\/+$/, ''), since110: isSince(1, 0), since111: isSince(1, 1) };
}
