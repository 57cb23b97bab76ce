import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createLogGenerator } from './logGenerator';

/*
 * A program of its own, for a demonstration: writes made-up attacks into the logs of a folder until it is ended.
 */
const [folder = '/var/log'] = process.argv.slice(2);
const targets = [
  { filter: 'sshd', path: path.join(folder, 'auth.log'), maxRetry: 5 },
  { filter: 'nginx-http-auth', path: path.join(folder, 'nginx/error.log'), maxRetry: 5 },
] as const;
for (const target of targets) {
  await mkdir(path.dirname(target.path), { recursive: true });
  await writeFile(target.path, '', { flag: 'a' });
}
const generator = createLogGenerator({ targets });
generator.start();
for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.once(name, () => void generator.stop());
}
