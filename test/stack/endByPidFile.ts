import { readFile } from 'node:fs/promises';
import { waitFor } from './waitFor';

/** Ends the daemon that somebody else started on our pid file, if there is one: a number alone proves nothing, its command line must name the file. */
export async function endByPidFile(pidPath: string, graceMs = 5000): Promise<void> {
  const pid = Number(await readFile(pidPath, 'utf8').catch(() => ''));
  const lives = async () => (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').includes(pidPath);
  if (!Number.isInteger(pid) || pid <= 1 || !(await lives())) {
    return;
  }
  const ended = (timeoutMs: number) => waitFor(`the end of process ${pid}`, async () => !(await lives()), { timeoutMs });
  signal(pid, 'SIGTERM');
  signal(pid, 'SIGCONT');
  await ended(graceMs).catch(() => {
    signal(pid, 'SIGKILL');
    return ended(graceMs);
  });
}

/** It may have ended in the meantime. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
      throw error;
    }
  }
}
