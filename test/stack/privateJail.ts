/** `record` writes each ban to the action log, `witness` the same with all that fail2ban tells an action, `noop` does nothing, `none`: the jail has no action; none of them touches a firewall. */
export type JailAction = 'record' | 'witness' | 'noop' | 'none' | { sleepSeconds: number };

/** A jail of a private server; what is left out has gentle defaults. Times in seconds. */
export interface PrivateJail {
  name: string;
  /** A filter of the stock configuration; the jail's name when left out. */
  filter?: string;
  maxRetry?: number;
  findTime?: number;
  banTime?: number;
  action?: JailAction;
  ignoreIp?: readonly string[];
  /** False: the section is there, the jail is not started. */
  enabled?: boolean;
  /** Further keys of the section, or others in place of ours. */
  settings?: Readonly<Record<string, string>>;
}

export const DEFAULT_JAILS: readonly PrivateJail[] = [{ name: 'sshd' }, { name: 'nginx-http-auth' }];

export const RECORD_ACTION = 'bangui-record';
const WITNESS_ACTION = 'bangui-witness';
const NOOP_ACTION = 'bangui-noop';
const SLOW_ACTION = 'bangui-slow';

/** The section of a jail as fail2ban reads it. */
export function jailSection(jail: PrivateJail, logPath: string): string {
  const keys: Record<string, string> = {
    enabled: String(jail.enabled ?? true),
    backend: 'polling',
    usedns: 'no',
    filter: jail.filter ?? jail.name,
    logpath: logPath,
    maxretry: String(jail.maxRetry ?? 3),
    findtime: String(jail.findTime ?? 600),
    bantime: String(jail.banTime ?? 600),
    ignoreip: (jail.ignoreIp ?? []).join(' '),
    action: actionOf(jail.action ?? 'record'),
    ...jail.settings,
  };
  return section(jail.name, keys);
}

function actionOf(action: JailAction): string {
  if (typeof action === 'object') {
    return `${SLOW_ACTION}[seconds="${action.sleepSeconds}"]`;
  }
  return { record: RECORD_ACTION, witness: WITNESS_ACTION, noop: NOOP_ACTION, none: '' }[action];
}

/** The actions a private jail may use, by file name. */
export function actionFiles(actionLog: string, dir: string): Record<string, string> {
  const record = (what: string) => `printf '%%s %%s %%s\\n' ${what} "<name>" "<ip>" >> "${actionLog}"`;
  const witness = (what: string) => `echo "$(date +%%s.%%N) ${what} <name> <ip> <time> <bantime> <bancount> <restored>" >> "${actionLog}"`;
  // Ends at once when the folder of its server is gone: then nobody waits for it any more.
  const nap = `i=0; while [ $i -lt $((<seconds> * 10)) ] && [ -d "${dir}" ]; do sleep 0.1; i=$((i+1)); done`;
  return {
    [`${RECORD_ACTION}.conf`]: section('Definition', { actionban: record('ban'), actionunban: record('unban') }),
    [`${WITNESS_ACTION}.conf`]: section('Definition', { actionban: witness('ban'), actionunban: witness('unban') }),
    [`${NOOP_ACTION}.conf`]: section('Definition', { actionban: '', actionunban: '' }),
    [`${SLOW_ACTION}.conf`]:
      section('Definition', { actionban: `${nap}; [ ! -d "${dir}" ] || ${record('ban')}`, actionunban: record('unban') }) +
      section('Init', { seconds: '15' }),
  };
}

export function section(name: string, keys: Readonly<Record<string, string>>): string {
  return `[${name}]\n${Object.entries(keys).map(([key, value]) => `${key} = ${value}\n`).join('')}\n`;
}
