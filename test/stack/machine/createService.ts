import { readdir } from 'node:fs/promises';
import type { Target } from '../../../pkg/attach/createTarget';
import { startOwnChild } from '../ownChild';
import type { OwnChild } from '../ownChild';
import { createOwnServer } from '../ownServer';
import type { OwnServer } from '../ownServer';
import { runCommand } from '../runCommand';
import type { CommandResult } from '../runCommand';
import type { Machine } from './createMachine';
import { parseUnit } from './parseUnit';

export interface ServiceOptions {
  machine: Machine;
  target: Target;
  name: string;
  isReady(): Promise<boolean>;
  readyWithinMs?: number;
}

/** A service of the machine, started as its unit and the drop-ins beside it say: user, folders, variables, powers and the command that waits for it. */
export function createService({ machine, target, name, isReady, readyWithinMs }: ServiceOptions): OwnServer {
  let startPost: Promise<CommandResult> | null = null;

  async function launch(): Promise<OwnChild> {
    const unit = await parseUnit(await unitTexts(target, name), target.read);
    for (const { path, mode } of unit.directories) {
      await machine.run('/usr/bin/install', ['-d', '-m', mode, ...(unit.user === null ? [] : ['-o', unit.user, '-g', unit.user]), path]);
    }
    const powers = unit.capabilities === null ? [] : ['--no-new-privs', `--bounding-set=${unit.capabilities}`];
    const person = unit.user === null || unit.user === 'root' ? [] : [`--reuid=${unit.user}`, `--regid=${unit.user}`, '--init-groups'];
    const [nsenter = '', ...entering] = machine.inside;
    const folder = ['/usr/bin/env', '-C', unit.workingDirectory ?? '/'];
    const before = [...entering, '/usr/bin/setpriv', '--pdeathsig=TERM', ...person, ...powers, '--', ...folder];
    const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...unit.environment };
    const child = await startOwnChild(nsenter, [...before, ...unit.argv], { env });
    // Whatever stands before it is replaced by the service's own program, under the same number.
    startPost = unit.startPost && runCommand(nsenter, [...before, ...unit.startPost], { env: { ...env, MAINPID: String(child.pid) } });
    return child;
  }

  async function isStarted(): Promise<boolean> {
    const post = await startPost;
    if (post !== null && post.code !== 0) {
      throw new Error(`ExecStartPost of ${name} ended with ${post.code}:\n${post.stdout}${post.stderr}`);
    }
    return isReady();
  }
  return createOwnServer({ name: `the service ${name}`, launch, isReady: isStarted, readyWithinMs });
}

async function unitTexts(target: Target, name: string): Promise<string[]> {
  const folder = `/etc/systemd/system/${name}.service.d`;
  const dropIns = await readdir(await target.locate(folder)).catch(() => []);
  const places = [`/etc/systemd/system/${name}.service`, `/lib/systemd/system/${name}.service`];
  const units = (await Promise.all(places.map(target.read))).filter((text) => text !== '');
  return [units[0] ?? '', ...(await Promise.all(dropIns.sort().map((file) => target.read(`${folder}/${file}`))))];
}
