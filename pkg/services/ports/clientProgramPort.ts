import type { ConfigStream } from '../../domain/configStream';
import type { Dump } from '../../domain/configuredJails';

/** How a run of fail2ban-client ended. */
export interface ClientAnswer {
  ok: boolean;
  /** fail2ban's own words when it said no; empty when it said yes. */
  words: string;
}

/**
 * fail2ban-client: it reads configuration and log file names in its own file system, and hands what it read to the server.
 * Every method rejects with SURROUNDINGS_MISMATCH when the program cannot be run at all, and with FAIL2BAN_TIMEOUT when it had to be killed.
 */
export interface ClientProgramPort {
  version(): Promise<string>;
  /** Reads the whole configuration, or that of a folder as fail2ban calls it, and changes nothing (`-t`). */
  test(dir?: string): Promise<ClientAnswer>;
  /** All that a reload would send (`-d`), from the configuration or from another folder; null when it cannot be read. Changes nothing. */
  stream(dir?: string): Promise<ConfigStream | null>;
  /** What a reload would send; null when the configuration cannot be read. Changes nothing (`-d`). */
  dump(): Promise<Dump | null>;
  /** Loads one jail from the configuration, also one that does not run (`reload --if-exists`). */
  reloadIfExists(jail: string): Promise<ClientAnswer>;
  /** The same for one that runs, by stopping and starting it: its bans come back. fail2ban 1.0 drops an action that a mere reload brings. */
  restartIfExists(jail: string): Promise<ClientAnswer>;
  /** Ends what runs and runs nothing more. */
  close(): void;
}
