/** A value of a command of fail2ban-client, as `fail2ban-client -d` prints it. */
export type StreamValue = string | number | boolean | null | StreamValue[];
export type StreamCommand = readonly StreamValue[];

/** What fail2ban-client would send for one jail. */
export interface JailStream {
  name: string;
  backend: string;
  /** In order: `set` and `multi-set` of this jail. */
  commands: StreamCommand[];
}

export interface ConfigStream {
  /** What concerns the whole server: `set loglevel …`. */
  server: StreamCommand[];
  /** The enabled ones, by name. */
  jails: Map<string, JailStream>;
  /** Enabled jails that are left out, with fail2ban's words. */
  problems: Map<string, string>;
}

const SKIPPED = /^Jail '(.+?)' skipped, because of wrong configuration: (.*)$/s;

export function sortStream(commands: readonly StreamCommand[]): ConfigStream {
  const stream: ConfigStream = { server: [], jails: new Map(), problems: new Map() };
  for (const command of commands) {
    const [word, name, value] = command;
    if (typeof name !== 'string') {
      continue;
    }
    const [, skipped, why = ''] = word === 'config-error' ? (SKIPPED.exec(name) ?? []) : [];
    if (word === 'add') {
      stream.jails.set(name, { name, backend: String(value ?? ''), commands: [] });
    } else if (skipped !== undefined) {
      stream.problems.set(skipped, why);
    } else if (word === 'set' && command.length === 3) {
      stream.server.push(command);
    } else if (word === 'set' || word === 'multi-set') {
      stream.jails.get(name)?.commands.push(command);
    }
  }
  return stream;
}

/** Every value that a jail is given under a key, in order, as texts. */
export function valuesOf({ commands }: JailStream, key: string): string[] {
  return commands.flatMap(([word, , name, ...values]) => (name !== key ? [] : word === 'multi-set' ? values.flat(1).map(textOf) : values.slice(0, 1).map(textOf)));
}

/** What fail2ban would run as root for this jail: its actions with all their properties, and the command that it ignores by. */
export function rootCommandsOf({ commands }: JailStream): string {
  return JSON.stringify(commands.filter(([, , key, value]) => key === 'addaction' || key === 'action' || (key === 'ignorecommand' && value !== '')));
}

/** Whether its actions do anything when the jail starts. */
export function hasStartActions({ commands }: JailStream): boolean {
  return commands.some(([, , key, , properties]) => key === 'action' && Array.isArray(properties) && properties.some((pair) => Array.isArray(pair) && pair[0] === 'actionstart' && pair[1] !== ''));
}

/** The same jail read from another folder. */
export function withFolder(stream: ConfigStream, from: string, to: string): ConfigStream {
  const moved = (value: StreamValue): StreamValue => (typeof value === 'string' ? value.replaceAll(from, to) : Array.isArray(value) ? value.map(moved) : value);
  const jails = [...stream.jails].map(([name, jail]) => [name, { ...jail, commands: jail.commands.map((command) => command.map(moved)) }] as const);
  return { ...stream, jails: new Map(jails) };
}

export function sameJail(one: JailStream, other: JailStream): boolean {
  return one.backend === other.backend && JSON.stringify(one.commands) === JSON.stringify(other.commands);
}

const textOf = (value: StreamValue): string => (typeof value === 'string' ? value : JSON.stringify(value));
