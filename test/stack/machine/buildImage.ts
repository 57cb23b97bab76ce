import path from 'node:path';
import { ROOT } from '../paths';
import type { Machine } from './createMachine';
import { parseDockerfile } from './parseDockerfile';

export interface BuildImageOptions {
  say?: (text: string) => void;
  /** Replaces the script of a RUN; null lets it run as it stands. */
  replace?: (script: string) => string | null;
}

/**
 * Carries out the steps of a Dockerfile in a machine, all stages in the same one: it stands in for their base images, so what
 * those bring along is not tried. Resolves with the last CMD and its working directory.
 */
export async function buildImage(
  machine: Machine,
  dockerfile: string,
  { say = () => {}, replace = () => null }: BuildImageOptions = {}
): Promise<{ workdir: string; command: string[] }> {
  let workdir = '/';
  let command: string[] = [];
  const run = async (script: string) => {
    const { code, stdout, stderr } = await machine.run('/bin/sh', ['-ec', `mkdir -p ${workdir}; cd ${workdir}\n${script}`], { timeoutMs: 600_000 });
    if (code !== 0) {
      throw new Error(`${script}\nended with ${code}:\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
    }
  };
  // As the official images have it: packages that bring a service do not start it.
  await run("printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d");
  for (const { instruction, text } of parseDockerfile(dockerfile)) {
    say(`${instruction} ${text}`);
    if (instruction === 'WORKDIR') {
      workdir = text;
    } else if (instruction === 'RUN') {
      await run(replace(text) ?? text);
    } else if (instruction === 'COPY') {
      await run(copyScript(text));
    } else if (instruction === 'CMD') {
      command = JSON.parse(text) as string[];
    } else if (instruction === 'FROM') {
      workdir = '/';
    }
  }
  return { workdir, command };
}

/** A folder is copied with its content, as Docker does it, and not itself. A link stays one. */
function copyScript(text: string): string {
  const words = text.split(/\s+/);
  const staged = words[0]?.startsWith('--from=') === true;
  const [target = '', ...sources] = words.slice(staged ? 1 : 0).reverse();
  return sources
    .map((source) => (staged ? source : path.join(ROOT, source)))
    .map((source) => (target.endsWith('/') ? `mkdir -p ${target}; cp ${source} ${target}` : `if [ -L ${source} ]; then cp -P ${source} ${target}; elif [ -d ${source} ]; then mkdir -p ${target}; cp -a ${source}/. ${target}; else cp ${source} ${target}; fi`))
    .join('\n');
}
