import type { Limit } from '../../contract/surroundings';
import type { JailCounters } from '../../domain/jail';
import { zoneDifference } from '../../domain/clockZone';
import type { PathMap } from '../../domain/pathMap';
import type { FileView, HostFilesPort } from '../ports/hostPorts';
import type { ServerFiles } from '../ports/fail2banPort';

/** Of a log that may be gigabytes long. */
export const TAIL_BYTES = 16_384;

const PROBLEM: Record<Exclude<FileView, 'readable'>, string> = {
  missing: 'which the sidecar does not find. If it has another place here, name it in BANGUI_PATH_MAP',
  forbidden: 'which the sidecar may not read. Give its user access to the file',
  no_file: 'which is no regular file here',
};

export interface FilesDeps {
  files: HostFilesPort;
  pathMap: PathMap;
  /** Where the sidecar is told to find fail2ban's log; null: where fail2ban says. */
  logFile: string | null;
  databaseFile: string | null;
  timeZone: string;
}

/** What of fail2ban's files the sidecar itself cannot use. */
export async function judgeFiles({ files, pathMap, logFile, databaseFile, timeZone }: FilesDeps, server: ServerFiles, jails: readonly JailCounters[]): Promise<Limit[]> {
  async function problemOf(there: string, here = pathMap.toHere(there)): Promise<string | null> {
    const view = await files.view(here);
    return view === 'readable' ? null : `${there}, ${PROBLEM[view]}.`;
  }

  async function jailLogs(): Promise<Limit | null> {
    for (const { name, logFiles } of jails) {
      for (const file of logFiles) {
        const problem = await problemOf(file);
        if (problem !== null) {
          return { capability: 'jail_logs', reason: `Jail ${name} watches ${problem}` };
        }
      }
    }
    return null;
  }

  async function ownLog(): Promise<Array<Limit | null>> {
    const there = server.logTarget.startsWith('/') ? server.logTarget : logFile;
    if (there === null) {
      return [{ capability: 'fail2ban_log', reason: `fail2ban logs to ${server.logTarget}, which is no file. Name the file that it ends up in with BANGUI_FAIL2BAN_LOG.` }];
    }
    const here = logFile ?? pathMap.toHere(there);
    const problem = await problemOf(there, here);
    return problem === null ? [await zone(here)] : [{ capability: 'fail2ban_log', reason: `fail2ban logs to ${problem}` }];
  }

  async function zone(here: string): Promise<Limit | null> {
    const end = await files.tail(here, TAIL_BYTES);
    const minutes = end && zoneDifference(end, timeZone);
    if (!minutes) {
      return null;
    }
    const by = `${Math.abs(minutes)} minutes ${minutes > 0 ? 'ahead of' : 'behind'}`;
    return { capability: 'ban_times', reason: `fail2ban's clock is ${by} ${timeZone}: times of bans are shown wrong by as much. Set BANGUI_FAIL2BAN_TZ to the zone it writes its log in.` };
  }

  async function database(): Promise<Limit | null> {
    const there = server.database ?? databaseFile;
    if (there === null || server.database === ':memory:') {
      return { capability: 'database', reason: 'fail2ban keeps no database file: it forgets bans when it stops, and their history cannot be copied.' };
    }
    const problem = await problemOf(there, databaseFile ?? pathMap.toHere(there));
    return problem === null ? null : { capability: 'database', reason: `fail2ban keeps its bans in ${problem}` };
  }

  const found = [await jailLogs(), ...(await ownLog()), await database()];
  return found.filter((limit) => limit !== null);
}
