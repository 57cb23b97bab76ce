/** How an option is written; `command`: it says what fail2ban runs as root. */
export interface OptionField {
  kind: 'flag' | 'time' | 'number' | 'choice' | 'text' | 'lines' | 'regexes';
  choices?: readonly string[];
  command?: boolean;
}

const time: OptionField = { kind: 'time' };
const number: OptionField = { kind: 'number' };
const flag: OptionField = { kind: 'flag', choices: ['true', 'false'] };
const text: OptionField = { kind: 'text' };
const regexes: OptionField = { kind: 'regexes' };
const command: OptionField = { kind: 'lines', command: true };

export type OptionFields = Readonly<Record<string, OptionField>>;

/** What the sidecar lets be set of a jail, in the order in which people look for it. */
export const JAIL_FIELDS: OptionFields = {
  bantime: time,
  findtime: time,
  maxretry: number,
  filter: text,
  mode: text,
  logpath: { kind: 'lines' },
  journalmatch: text,
  backend: { kind: 'choice', choices: ['auto', 'pyinotify', 'polling', 'systemd'] },
  port: text,
  protocol: text,
  ignoreip: { kind: 'lines' },
  ignoreself: flag,
  ignorecommand: command,
  usedns: { kind: 'choice', choices: ['yes', 'warn', 'no', 'raw'] },
  'bantime.increment': flag,
  'bantime.maxtime': time,
  'bantime.factor': text,
  'bantime.multipliers': text,
  'bantime.rndtime': time,
  'bantime.overalljails': flag,
  'bantime.formula': command,
  maxmatches: number,
  maxlines: number,
  failregex: regexes,
  ignoreregex: regexes,
  banaction: command,
  banaction_allports: command,
  action: command,
  chain: text,
  destemail: text,
  sender: text,
  logencoding: text,
  logtimezone: text,
};

const OF_ONE_JAIL: readonly string[] = ['filter', 'logpath', 'journalmatch', 'failregex', 'ignoreregex'];

/** What it lets be set for all jails at once. */
export const DEFAULT_FIELDS: OptionFields = Object.fromEntries(Object.entries(JAIL_FIELDS).filter(([name]) => !OF_ONE_JAIL.includes(name)));

/** What the sidecar lets be set of a filter. */
export const FILTER_FIELDS: OptionFields = {
  failregex: regexes,
  ignoreregex: regexes,
  prefregex: text,
  datepattern: text,
  maxlines: number,
  journalmatch: text,
};

const yesOrNo: OptionField = { ...flag, command: true };

/** What fail2ban reads of an action; whatever else it says is a parameter. */
export const ACTION_FIELDS: OptionFields = {
  actionstart: command,
  actionstop: command,
  actioncheck: command,
  actionban: command,
  actionunban: command,
  actionflush: command,
  actionprolong: command,
  actionreban: command,
  actionreload: command,
  actionrepair: command,
  actionstart_on_demand: yesOrNo,
  actionrepair_on_unban: yesOrNo,
  norestored: yesOrNo,
  timeout: { ...number, command: true },
};
export const PARAMETER: OptionField = command;

export function fieldOf(fields: OptionFields, name: string): OptionField | null {
  return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
}

export function linesOf(value: string): string[] {
  return value.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

/** The API takes a `%` as it is meant; files have it doubled. */
export function unescaped(raw: string): string {
  return raw.replaceAll('%%', '%');
}
