import { invalidInput } from './errors';

/** From the quietest on. */
export const SERVER_LOG_LEVELS = ['CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG'] as const;
const BLIND_LEVELS: readonly string[] = ['CRITICAL', 'ERROR', 'WARNING', 'WARN'];
const SHORTEST_PURGE_SECONDS = 3_600;

/** The parameters of the server that are set here, as fail2ban calls them. */
export type ServerKey = 'loglevel' | 'dbpurgeage' | 'dbmaxmatches';

const LIMITS = { dbpurgeage: { from: 1, to: 10 * 366 * 86_400 }, dbmaxmatches: { from: 1, to: 10_000 } } as const;

/** What a server runs with; the last three are null when it keeps no database. */
export interface ServerParameters {
  /** In capitals. */
  logLevel: string;
  /** A path, or a word such as SYSLOG. */
  logTarget: string;
  databaseFile: string | null;
  /** Seconds. */
  purgeAge: number | null;
  maxMatches: number | null;
}

/** What is sent to fail2ban, and written into its configuration. INVALID_INPUT for everything but a level's name and whole numbers within their limits. */
export function serverArgument(key: ServerKey, value: string | number): string {
  if (key === 'loglevel') {
    const level = SERVER_LOG_LEVELS.find((candidate) => candidate === value);
    if (level === undefined) {
      throw invalidInput('logLevel', `The log level is one of ${SERVER_LOG_LEVELS.join(', ')}.`);
    }
    return level;
  }
  const { from, to } = LIMITS[key];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to) {
    throw invalidInput(key === 'dbpurgeage' ? 'purgeAge' : 'maxMatches', `It must be a whole number from ${from} to ${to}.`);
  }
  return String(value);
}

export const SERVER_WARNINGS = ['log_level_blind', 'no_database', 'purge_age_short'] as const;
export interface ServerWarning {
  code: (typeof SERVER_WARNINGS)[number];
  message: string;
}

/** What of these values keeps BanGUI from seeing what fail2ban does. */
export function blindingValues({ logLevel, databaseFile, purgeAge }: Pick<ServerParameters, 'logLevel' | 'databaseFile' | 'purgeAge'>): ServerWarning[] {
  const warnings: ServerWarning[] = [];
  if (BLIND_LEVELS.includes(logLevel)) {
    warnings.push({ code: 'log_level_blind', message: `At log level ${logLevel} fail2ban writes down neither bans nor unbans: history, live events and alerts are incomplete. NOTICE is the quietest level that tells of them.` });
  }
  if (databaseFile === null) {
    warnings.push({ code: 'no_database', message: 'fail2ban keeps no database: it forgets its bans at a restart, and the history has only what its log tells.' });
  } else if (purgeAge !== null && purgeAge < SHORTEST_PURGE_SECONDS) {
    warnings.push({ code: 'purge_age_short', message: `fail2ban would delete bans from its database after ${purgeAge} s: what it bans while the sidecar is away for longer is lost to the history.` });
  }
  return warnings;
}
