import { readFile } from 'node:fs/promises';
import { startOwnChild } from './ownChild';
import { waitFor } from './waitFor';

/** File systems that only those see who enter them; they are gone with their holder. Needs root. */
export interface PrivateMounts {
  /** Put before a command, it runs among them. */
  prefix: readonly string[];
  /** Where everybody finds one of their files. */
  outside(file: string): string;
  dispose(): Promise<void>;
}

/** `script` is run by a shell and makes the mounts. */
export async function createPrivateMounts(script: string): Promise<PrivateMounts> {
  const holder = await startOwnChild('/usr/bin/unshare', ['--mount', '/bin/sh', '-ec', `${script}\nexec /bin/sleep 7200`], { env: { PATH: '/usr/bin:/bin' }, cwd: '/' });
  await waitFor('the mounts', async () => {
    if (!holder.running()) {
      throw new Error(`The mounts could not be made: ${holder.output()}`);
    }
    return (await readFile(`/proc/${holder.pid}/comm`, 'utf8').catch(() => '')).trim() === 'sleep';
  });
  return {
    prefix: ['/usr/bin/nsenter', `--mount=/proc/${holder.pid}/ns/mnt`],
    outside: (file) => `/proc/${holder.pid}/root${file}`,
    dispose: () => holder.stop(),
  };
}
