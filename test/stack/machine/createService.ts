import { readdir } from 'node:fs/promises';
import type { Target } from '../../../pkg/attach/createTarget';
import { startOwnChild } from '../ownChild';
import { createOwnServer } from '../ownServer';
import type { OwnServer } from '../ownServer';
import type { Machine } from './createMachine';
import { parseUnit } from './parseUnit';

export interface ServiceOptions {
  machine: Machine;
  target: Target;
  name: string;
  isReady(): Promise<boolean>;
  readyWithinMs?: number;
}

/** A service of the machine, started as its unit and the drop-ins beside it say: user, folders, variables and powers. */
export function createService({ machine, target, name, isReady, readyWithinMs }: ServiceOptions): OwnServer {
  async function launch() {
    const unit = await parseUnit(await unitTexts(target, name), target.read);
    for (const { path, mode } of unit.directories) {
      await machine.run('/usr/bin/install', ['-d', '-m', mode, ...(unit.user === null ? [] : ['-o', unit.user, '-g', unit.user]), path]);
    }
    const powers = unit.capabilities === null ? [] : ['--no-new-privs', `--bounding-set=${unit.capabilities}`];
    const person = unit.user === null || unit.user === 'root' ? [] : [`--reuid=${unit.user}`, `--regid=${unit.user}`, '--init-groups'];
    const [nsenter = '', ...entering] = machine.inside;
    const folder = ['/usr/bin/env', '-C', unit.workingDirectory ?? '/'];
    const argv = [...entering, '/usr/bin/setpriv', '--pdeathsig=TERM', ...person, ...powers, '--', ...folder, ...unit.argv];
    return startOwnChild(nsenter, argv, { env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...unit.environment } });
  }
  return createOwnServer({ name: `the service ${name}`, launch, isReady, readyWithinMs });
}

async function unitTexts(target: Target, name: string): Promise<string[]> {
  const folder = `/etc/systemd/system/${name}.service.d`;
  const dropIns = await readdir(await target.locate(folder)).catch(() => []);
  const places = [`/etc/systemd/system/${name}.service`, `/lib/systemd/system/${name}.service`];
  const units = (await Promise.all(places.map(target.read))).filter((text) => text !== '');
  return [units[0] ?? '', ...(await Promise.all(dropIns.sort().map((file) => target.read(`${folder}/${file}`))))];
}
