import type { BanguiError } from '../../domain/errors';
import type { JailStream } from '../../domain/configStream';
import type { ActiveBan } from '../../domain/ban';
import type { JailCounters, JailFilter, JailParameters } from '../../domain/jail';
import type { LiveParameters, LimitKey } from '../../domain/liveParameters';
import type { ServerKey, ServerParameters } from '../../domain/serverParameters';

/** What the connected server can do, probed once a connection. */
export interface ServerCapabilities {
  /** As `version` says it, for example "1.0.2". */
  version: string;
}

/** Where the server keeps things, as it calls them. */
export interface ServerFiles {
  /** Null when it keeps no database. */
  database: string | null;
  /** A path, or a word such as SYSLOG. */
  logTarget: string;
}

/** How far a change came: what is counted was acknowledged, and `failure` stopped the rest. */
export interface Change {
  changed: number;
  failure: BanguiError | null;
  /** With a failure: how many of the addresses, from the first on, were answered before it. */
  answered?: number;
}

/**
 * A running fail2ban server. Every method rejects with a BanguiError:
 * Fail2banUnreachable, FAIL2BAN_TIMEOUT, FAIL2BAN_PROTOCOL_ERROR, Fail2banRejected, or JAIL_NOT_FOUND.
 * Nothing is sent for arguments that are not a canonical address, network or jail name (INVALID_INPUT).
 */
export interface Fail2banPort {
  /** Resolves when the server has answered a ping within `limitMs`. */
  ping(limitMs: number): Promise<void>;
  capabilities(): Promise<ServerCapabilities>;
  jailNames(): Promise<string[]>;
  /** In the order asked, without the jails that are gone. Pipelined: one round trip. */
  counters(jails: readonly string[]): Promise<JailCounters[]>;
  /** By name, without the jails that are gone. Pipelined: one round trip. */
  parameters(jails: readonly string[]): Promise<Map<string, JailParameters>>;
  activeBans(jail: string): Promise<ActiveBan[]>;
  /** Addresses, networks and host names as fail2ban lists them. */
  ignoreList(jail: string): Promise<string[]>;
  /** Bans addresses; `changed` counts those newly banned. Rejects only when nothing was sent. */
  ban(jail: string, addresses: readonly string[]): Promise<Change>;
  /** Lifts bans of one jail, or of every jail when `jail` is null; `changed` counts the bans lifted. Rejects only when nothing was sent. */
  unban(jail: string | null, addresses: readonly string[]): Promise<Change>;
  /** Where fail2ban keeps its own database, as it sees the path; null when it keeps none. Asked once a connection. */
  databaseFile(): Promise<string | null>;
  /** After how many seconds fail2ban deletes a ban from its database; null when it keeps none. */
  purgeAge(): Promise<number | null>;
  serverFiles(): Promise<ServerFiles>;
  /** From which level on it writes to its log, in capitals: "INFO". */
  logLevel(): Promise<string>;
  /** What the server runs with, one round trip. */
  serverParameters(): Promise<ServerParameters>;
  /** Until the next reload or restart. INVALID_INPUT for what fail2ban might take for more than a level or a number. */
  setServerParameter(key: ServerKey, value: string | number): Promise<void>;
  /** Closes and opens its log again, as after a rotation. */
  flushLogs(): Promise<void>;
  liveParameters(jail: string): Promise<LiveParameters>;
  /** Until the next reload of the jail; a ban time also holds for the bans in force. INVALID_INPUT for what is no whole number within its limits. */
  setLiveParameter(jail: string, key: LimitKey, value: number): Promise<void>;
  filterOf(jail: string): Promise<JailFilter>;
  /**
   * Sends what a jail would be loaded with to a jail that never runs, as far as that has no effect, and takes it away again.
   * What the server said against it, in its own words; empty when nothing.
   */
  preflight(jail: JailStream): Promise<string[]>;
  /** Takes away the jail of trials when a killed process has left it behind; no other jail is touched. Resolves with whether it was there. */
  tidyPreflight(): Promise<boolean>;
  /** Removes a jail from the running server and lifts its bans; its configuration stays. */
  stopJail(jail: string): Promise<void>;
  /** An idle jail reads no log, and no ban of it ends. */
  setIdle(jail: string, on: boolean): Promise<void>;
  /** The command that the server is working on for us, or null. */
  running(): { command: string; sinceMs: number } | null;
  /** The first command of ours since its last answer, also when it was given up meanwhile; `takesLong` for one that may itself be what the server is busy with. Null when nothing waits. */
  unanswered(): { command: string; sinceMs: number; takesLong: boolean } | null;
  /** Called each time an open connection is lost. Returns the way to stop listening. */
  onConnectionLost(listener: () => void): () => void;
}
