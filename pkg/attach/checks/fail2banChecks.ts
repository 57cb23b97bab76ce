import { open, readFile, stat } from 'node:fs/promises';
import type { Clock } from '../../services/ports/clock';
import type { Settings } from '../../settings/settings';
import type { Target } from '../createTarget';
import { askFail2ban } from './askFail2ban';
import type { Fail2banFacts } from './askFail2ban';
import type { Check } from './check';
import { bad, good, reasonOf, unknown } from './check';
import { clockCheck } from './clockCheck';

export interface Fail2banChecksOptions {
  target: Target;
  settings: Settings;
  clock: Clock;
}

const SQLITE_HEAD = 'SQLite format 3';

/** fail2ban as the sidecar will find it. */
export async function fail2banChecks({ target, settings, clock }: Fail2banChecksOptions): Promise<Check[]> {
  const { socket, configDir } = settings.fail2ban;
  const config = await configCheck(target, configDir);
  let facts: Fail2banFacts;
  try {
    facts = await askFail2ban(await target.locate(socket), clock);
  } catch (error) {
    const remedy = 'Is it running (systemctl status fail2ban), and are you root? Another place of its socket belongs into BANGUI_FAIL2BAN_SOCKET of /etc/default/bangui.';
    return [bad('fail2ban socket', `${socket}: ${reasonOf(error)}`, remedy), config];
  }
  return [
    good('fail2ban socket', `${socket} answers, ${facts.jails} jails`),
    versionCheck(facts.version),
    await databaseCheck(target, facts.database),
    await logCheck(target, facts.logTarget),
    config,
    await clockCheck({ target, logFile: facts.logTarget, timeZone: settings.fail2ban.timeZone }),
  ];
}

function versionCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 0 || minor >= 11 ? good('fail2ban version', version) : bad('fail2ban version', version, 'Upgrade fail2ban: 0.11 is the oldest that BanGUI knows.');
}

async function databaseCheck(target: Target, file: string | null): Promise<Check> {
  const name = 'ban database';
  if (file === null) {
    return bad(name, 'fail2ban keeps none', 'Set dbfile in /etc/fail2ban/fail2ban.local; without it, history is only what BanGUI itself sees.');
  }
  try {
    const handle = await open(await target.locate(file), 'r');
    const { buffer } = await handle.read(Buffer.alloc(SQLITE_HEAD.length), 0, SQLITE_HEAD.length, 0).finally(() => handle.close());
    return buffer.toString('latin1') === SQLITE_HEAD ? good(name, file) : bad(name, `${file} is no SQLite database`, 'Stop fail2ban, move the file away, start fail2ban.');
  } catch (error) {
    return bad(name, reasonOf(error), 'The sidecar has to see the file where fail2ban has it; in a container, mount its folder.');
  }
}

async function logCheck(target: Target, logTarget: string): Promise<Check> {
  const name = 'fail2ban log';
  if (!logTarget.startsWith('/')) {
    return unknown(name, `goes to ${logTarget}, which is no file`, 'Set logtarget to a file in /etc/fail2ban/fail2ban.local to see its lines in BanGUI.');
  }
  try {
    await readFile(await target.locate(logTarget), { flag: 'r' });
    return good(name, logTarget);
  } catch (error) {
    return bad(name, reasonOf(error), 'The sidecar has to see the file where fail2ban writes it; in a container, mount its folder.');
  }
}

async function configCheck(target: Target, configDir: string): Promise<Check> {
  try {
    await stat(await target.locate(`${configDir}/jail.conf`));
    return good('configuration', configDir);
  } catch (error) {
    return bad('configuration', reasonOf(error), 'Set BANGUI_FAIL2BAN_CONFIG_DIR in /etc/default/bangui to the folder that holds jail.conf.');
  }
}
