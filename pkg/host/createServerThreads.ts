import { readdir, readFile } from 'node:fs/promises';
import type { ServerThreadsPort } from '../services/ports/hostPorts';

/**
 * fail2ban gives each thread a name, which the kernel shows to everybody. Its pid file lies beside its socket;
 * in a container the number in it may be somebody else's, so nothing counts but a process whose threads are named as fail2ban's.
 */
export function createServerThreads({ pidFile, proc = '/proc' }: { pidFile: string; proc?: string }): ServerThreadsPort {
  return {
    async names() {
      try {
        const pid = Number(await readFile(pidFile, 'utf8'));
        const folder = `${proc}/${Number.isInteger(pid) && pid > 0 ? pid : 'none'}/task`;
        const threads = await Promise.all((await readdir(folder)).map((id) => nameOf(`${folder}/${id}/comm`)));
        const names = threads.filter((name) => name !== null);
        return names.some((name) => name.startsWith('f2b/')) ? names : null;
      } catch {
        return null;
      }
    },
  };
}

/** Null for a thread that has just ended. */
async function nameOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').then((name) => name.replace(/\n$/, ''), () => null);
}
