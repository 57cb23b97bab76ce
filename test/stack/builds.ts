import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './paths';
import { runCommand } from './runCommand';

/** What has to be built, from what, by which npm script. */
const BUILDS = {
  sidecar: { script: 'build:sidecar', result: 'build/sidecar/main.js', sources: ['pkg', '.config/build-sidecar.mjs', 'package.json'] },
  plugin: { script: 'build:plugin', result: 'dist/module.js', sources: ['src', 'pkg/contract', '.config/webpack', 'package.json', 'README.md', 'CHANGELOG.md'] },
} as const;

export interface BuildOptions {
  log?: (line: string) => void;
  signal?: AbortSignal;
}

/** Builds a part when its result is missing or older than what it is made of. */
export async function ensureBuilt(part: keyof typeof BUILDS, { log, signal }: BuildOptions = {}): Promise<string> {
  const { script, result, sources } = BUILDS[part];
  const file = path.join(ROOT, result);
  if (existsSync(file)) {
    const builtAt = (await stat(file)).mtimeMs;
    const changed = await Promise.all(sources.map((source) => newestIn(path.join(ROOT, source))));
    if (Math.max(...changed) <= builtAt) {
      return file;
    }
  }
  log?.(`Building the ${part}`);
  const { code, stdout, stderr } = await runCommand('npm', ['run', '--silent', script], { cwd: ROOT, timeoutMs: 900_000, signal });
  if (code !== 0) {
    throw new Error(`npm run ${script} failed:\n${stdout}${stderr}`);
  }
  return file;
}

async function newestIn(source: string): Promise<number> {
  if (!existsSync(source)) {
    return 0;
  }
  const own = await stat(source);
  if (!own.isDirectory()) {
    return own.mtimeMs;
  }
  const inside = await Promise.all((await readdir(source)).map((name) => newestIn(path.join(source, name))));
  return Math.max(own.mtimeMs, ...inside);
}
