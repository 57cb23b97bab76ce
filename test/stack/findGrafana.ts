import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './runCommand';

export interface GrafanaInstall {
  home: string;
  binary: string;
  version: string;
}

/** Either an installation, or for each place that was looked at the reason why it will not do. */
export type GrafanaSearch = { found: GrafanaInstall } | { found: null; reasons: string[] };

const OLDEST = [12, 4] as const;

/** Looks at GRAFANA_HOME alone if it is set, else at the usual folder and at `grafana` on PATH. */
export async function findGrafana(env: NodeJS.ProcessEnv = process.env): Promise<GrafanaSearch> {
  const reasons: string[] = [];
  for (const place of places(env)) {
    const install = await examine(place);
    if (typeof install !== 'string') {
      return { found: install };
    }
    reasons.push(install);
  }
  return { found: null, reasons };
}

interface Place {
  said: string;
  home: string;
  binary: string | null;
}

function places(env: NodeJS.ProcessEnv): Place[] {
  const onPath = programOnPath('grafana', env.PATH ?? '');
  if (env.GRAFANA_HOME) {
    const home = path.resolve(env.GRAFANA_HOME);
    return [{ said: `GRAFANA_HOME=${home}`, home, binary: binaryIn(home) }];
  }
  const usual = '/usr/share/grafana';
  return [
    { said: usual, home: usual, binary: binaryIn(usual) ?? onPath },
    ...(onPath === null ? [] : [{ said: onPath, home: path.dirname(path.dirname(realpathSync(onPath))), binary: onPath }]),
  ];
}

function binaryIn(home: string): string | null {
  const binary = path.join(home, 'bin/grafana');
  return existsSync(binary) ? binary : null;
}

function programOnPath(name: string, searched: string): string | null {
  return searched.split(path.delimiter).filter(Boolean).map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;
}

async function examine({ said, home, binary }: Place): Promise<GrafanaInstall | string> {
  if (!existsSync(path.join(home, 'conf/defaults.ini'))) {
    return `${said}: no Grafana there`;
  }
  if (binary === null) {
    return `${said}: has no bin/grafana`;
  }
  if (!existsSync(path.join(home, 'public/build')) || !existsSync(path.join(home, 'public/views'))) {
    return `${said}: its public/ folder is not complete`;
  }
  const { stdout, stderr } = await runCommand(binary, ['--version'], { timeoutMs: 30_000 });
  const version = /(\d+)\.(\d+)\.\d+\S*/.exec(stdout);
  if (version === null) {
    return `${said}: does not tell its version (${stderr.trim().slice(0, 200)})`;
  }
  const [major, minor] = [Number(version[1]), Number(version[2])];
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return `${said}: is version ${version[0]}, at least ${OLDEST.join('.')} is needed`;
  }
  return { home, binary, version: version[0] };
}

/** What to tell a person who has no Grafana that will do. */
export function howToGetGrafana(reasons: readonly string[]): string {
  return (
    `No Grafana ${OLDEST.join('.')} or newer was found (${reasons.join('; ')}). ` +
    'Get one: https://grafana.com/grafana/download, unpack the tar file anywhere and set GRAFANA_HOME to its folder; nothing needs to be installed.'
  );
}
