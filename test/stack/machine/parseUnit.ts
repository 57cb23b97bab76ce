import { environmentOf, unitEnvironment } from '../../../pkg/attach/iniText';

export interface ServiceUnit {
  argv: string[];
  /** What has to succeed once the process was started; null for nothing. */
  startPost: string[] | null;
  environment: Record<string, string>;
  user: string | null;
  workingDirectory: string | null;
  /** Folders that are made before the start, with their modes. */
  directories: ReadonlyArray<{ path: string; mode: string }>;
  /** As `setpriv --bounding-set` takes them; null for all. */
  capabilities: string | null;
}

const KINDS = { RuntimeDirectory: '/run', StateDirectory: '/var/lib', LogsDirectory: '/var/log' } as const;

/** The part of systemd's language that the units of fail2ban, Grafana and the sidecar speak. `texts`: the unit, then its drop-ins. */
export async function parseUnit(texts: readonly string[], read: (file: string) => Promise<string>): Promise<ServiceUnit> {
  const text = texts.join('\n');
  const value = (key: string) => [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].at(-1)?.[1]?.trim() ?? null;
  const environment = unitEnvironment(text);
  for (const [, optional, file = ''] of text.matchAll(/^EnvironmentFile=(-?)(.+)$/gm)) {
    const variables = await read(file);
    if (variables === '' && optional === '') {
      throw new Error(`${file} is not there`);
    }
    Object.assign(environment, environmentOf(variables));
  }
  const words = (command: string | null) => command?.split(/\s+/).map(filledIn) ?? null;
  const filledIn = (word: string) => word.replace(/\$\{(\w+)\}/g, (_, name: string) => environment[name] ?? '');
  return {
    argv: words(value('ExecStart')) ?? [],
    startPost: words(value('ExecStartPost')),
    environment,
    user: value('User'),
    workingDirectory: value('WorkingDirectory'),
    directories: Object.entries(KINDS).flatMap(([key, parent]) => {
      const name = value(key);
      return name === null ? [] : [{ path: `${parent}/${name}`, mode: value(`${key}Mode`) ?? '0755' }];
    }),
    capabilities: value('CapabilityBoundingSet')?.split(/\s+/).reduce((all, name) => `${all},+${name.replace(/^CAP_/, '').toLowerCase()}`, '-all') ?? null,
  };
}
