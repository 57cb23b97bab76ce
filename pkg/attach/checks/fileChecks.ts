import { open } from 'node:fs/promises';
import type { Capability } from '../../contract/surroundings';
import { zoneDifference } from '../../domain/clockZone';
import type { PathMap } from '../../domain/pathMap';
import { createHostFiles } from '../../host/createHostFiles';
import type { HostFilesPort } from '../../services/ports/hostPorts';
import { judgeFiles, TAIL_BYTES } from '../../services/surroundings/judgeFiles';
import type { Settings } from '../../settings/settings';
import type { Target } from '../createTarget';
import type { Fail2banFacts } from './askFail2ban';
import type { Check } from './check';
import { bad, good, unknown } from './check';

export interface FileChecksOptions {
  target: Target;
  settings: Settings['fail2ban'];
  pathMap: PathMap;
  facts: Fail2banFacts;
}

const SQLITE_HEAD = 'SQLite format 3';
const REMEDY = 'Variables belong into /etc/default/bangui; in a container, mount the folder. Then restart the sidecar.';

/** The files of fail2ban that the sidecar reads itself: never more than the end of one. */
export async function fileChecks({ target, settings, pathMap, facts: { server, jails } }: FileChecksOptions): Promise<Check[]> {
  const host = createHostFiles();
  const files: HostFilesPort = { view: async (file) => host.view(await target.locate(file)), tail: async (file, bytes) => host.tail(await target.locate(file), bytes) };
  const { log: logFile, database: databaseFile, timeZone } = settings;
  const limits = await judgeFiles({ files, pathMap, logFile, databaseFile, timeZone }, server, jails);
  const reasonFor = (capability: Capability) => limits.find((limit) => limit.capability === capability)?.reason;
  const judged = (name: string, capability: Capability, detail: string) => {
    const reason = reasonFor(capability);
    return reason === undefined ? good(name, detail) : bad(name, reason, REMEDY);
  };

  async function clock(): Promise<Check> {
    const name = 'clock and zone';
    const end = reasonFor('fail2ban_log') === undefined ? await files.tail(logFile ?? pathMap.toHere(server.logTarget), TAIL_BYTES) : null;
    return end === null || zoneDifference(end, timeZone) === null
      ? unknown(name, "fail2ban's log does not tell", `Make sure that fail2ban runs in ${timeZone}, or set BANGUI_FAIL2BAN_TZ in /etc/default/bangui.`)
      : judged(name, 'ban_times', `${timeZone}, as in fail2ban's log`);
  }

  async function database(): Promise<Check> {
    const there = databaseFile ?? server.database ?? '';
    const check = judged('ban database', 'database', there);
    const isOne = check.state !== 'good' || (await isDatabase(await target.locate(databaseFile ?? pathMap.toHere(there))));
    return isOne ? check : bad(check.name, `${there} is no SQLite database`, 'Stop fail2ban, move the file away, start fail2ban.');
  }

  /** Without a file BanGUI has no lines to show, and all the rest works. */
  function log(): Check {
    const check = judged('fail2ban log', 'fail2ban_log', logFile ?? server.logTarget);
    return logFile === null && !server.logTarget.startsWith('/') ? { ...check, state: 'unknown' } : check;
  }

  return [
    await database(),
    log(),
    judged('logs of the jails', 'jail_logs', `${jails.flatMap((jail) => jail.logFiles).length} files`),
    await clock(),
  ];
}

async function isDatabase(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  const { buffer } = await handle.read(Buffer.alloc(SQLITE_HEAD.length), 0, SQLITE_HEAD.length, 0).finally(() => handle.close());
  return buffer.toString('latin1') === SQLITE_HEAD;
}
