import { readdir, readFile } from 'node:fs/promises';

/**
 * The process that the pid file names, when its threads are named as fail2ban's: in a container the number in it may be
 * somebody else's. Null when it cannot be seen.
 */
export async function serverProcess({ pidFile, proc }: { pidFile: string; proc: string }): Promise<{ folder: string; threads: string[] } | null> {
  try {
    const pid = Number(await readFile(pidFile, 'utf8'));
    const folder = `${proc}/${Number.isInteger(pid) && pid > 0 ? pid : 'none'}`;
    const threads = await Promise.all((await readdir(`${folder}/task`)).map((id) => nameOf(`${folder}/task/${id}/comm`)));
    const names = threads.filter((name) => name !== null);
    return names.some((name) => name.startsWith('f2b/')) ? { folder, threads: names } : null;
  } catch {
    return null;
  }
}

/** Null for a thread that has just ended. */
async function nameOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').then((name) => name.replace(/\n$/, ''), () => null);
}
