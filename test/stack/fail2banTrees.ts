import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findFail2ban } from './fail2banPackage';
import type { Fail2banReader } from './fail2banReadings';

export interface Fail2banTree extends Fail2banReader {
  version: string;
  /** The stock configuration; to be copied, never changed. */
  configDir: string;
  client: string;
}

/** The installed fail2ban, and each tree of its sources that FAIL2BAN_TREES names, as `path:path`. */
export function fail2banTrees(): Array<[string, () => Promise<Fail2banTree>]> {
  const roots = (process.env.FAIL2BAN_TREES ?? '').split(':').filter(Boolean);
  return [['the installed fail2ban', installed], ...roots.map((root): [string, () => Promise<Fail2banTree>] => [root, () => ofSources(root)])];
}

async function installed(): Promise<Fail2banTree> {
  const found = await findFail2ban();
  return { ...found, client: found.program('fail2ban-client') };
}

/** The sources of a fail2ban, as its repository has them. */
async function ofSources(root: string): Promise<Fail2banTree> {
  const { python, env } = await findFail2ban();
  const version = /^version = "(.+)"$/m.exec(await readFile(path.join(root, 'fail2ban/version.py'), 'utf8'))?.[1] ?? 'unknown';
  return { python, env: { ...env, PYTHONPATH: root }, version, configDir: path.join(root, 'config'), client: path.join(root, 'bin/fail2ban-client') };
}
