import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ArchivePort } from '../services/ports/archivePort';
import type { Clock } from '../services/ports/clock';
import { epochSeconds } from '../services/ports/clock';
import { makeCopyFile } from './databaseFile';
import type { ArchiveCalls, CallName, CountingPosition } from './archiveEngine';

const EMPTYING_PAUSES = 20;
const EMPTYING_PAUSE_MS = 100;

interface UpkeepDeps {
  file: string;
  clock: Clock;
  run<K extends CallName>(call: K, args: Parameters<ArchiveCalls[K]>): Promise<Awaited<ReturnType<ArchiveCalls[K]>>>;
  /** For what is done with files beside the archive. */
  attempt<T>(operation: string, work: () => Promise<T>): Promise<T>;
}

/** What takes several calls. A thread of its own reads, so that nobody waits; whoever closes the archive ends it. */
export function createUpkeep({ file, clock, run, attempt }: UpkeepDeps): Pick<ArchivePort, 'backup' | 'erase' | 'integrity' | 'optimize' | 'rebuildRollups'> {
  const backupFile = `${file}.backup`;
  const unfinished = `${backupFile}.part`;
  let erasures = 0;
  let copying: Promise<{ file: string; bytes: number }> | null = null;

  /** What was erased while a copy was made may be in it: then it is made anew. */
  async function takeBackup(): Promise<{ file: string; bytes: number }> {
    for (;;) {
      const before = erasures;
      await attempt('backup', async () => {
        await rm(unfinished, { force: true });
        makeCopyFile(unfinished);
      });
      await run('copy', [unfinished]);
      if (before === erasures) {
        const { size: bytes } = await attempt('backup', putInPlace);
        if (before === erasures) {
          return { file: backupFile, bytes };
        }
      }
    }
  }

  async function putInPlace(): Promise<{ size: number }> {
    await sync(unfinished);
    await rename(unfinished, backupFile);
    await sync(path.dirname(file));
    return stat(backupFile);
  }

  async function backup(): Promise<{ file: string; bytes: number }> {
    try {
      return await takeBackup();
    } finally {
      // Nobody would take away what an erasure left to a copy that was under way.
      await rm(unfinished, { force: true });
    }
  }

  /** Backups, and the copies of before a change of the schema, also those that were never finished. The one under way is made anew. */
  async function dropCopies(): Promise<void> {
    const name = path.basename(file);
    const underWay = copying ? path.basename(unfinished) : null;
    const isCopy = (other: string) => other.startsWith(`${name}.`) && /\.(backup|copy)(\.part)?(-\w+)?$/.test(other) && !(underWay && other.startsWith(underWay));
    const copies = (await readdir(path.dirname(file))).filter(isCopy);
    await Promise.all(copies.map((found) => rm(path.join(path.dirname(file), found), { force: true })));
  }

  /** A reader keeps the -wal for as long as it reads: what it kept too long is left to the next maintenance. */
  async function emptyLog(): Promise<void> {
    for (let pauses = 0; pauses < EMPTYING_PAUSES && !(await run('emptyLog', [])); pauses++) {
      await new Promise<void>((resolve) => clock.after(EMPTYING_PAUSE_MS, resolve));
    }
  }

  return {
    integrity: () => run('integrity', []),
    backup: () => (copying ??= backup().finally(() => (copying = null))),
    async erase(address) {
      // Counted twice: a copy may begin before the address is gone, or end before the copies are.
      erasures++;
      const erased = await run('erase', [address, epochSeconds(clock)]);
      erasures++;
      await attempt('erase', dropCopies);
      await emptyLog();
      return erased;
    },
    async optimize() {
      await run('optimize', []);
      await emptyLog();
    },
    async rebuildRollups() {
      let differed = 0;
      for (let from: CountingPosition | null = null, first = true; first || from; first = false) {
        const { hours, addresses, next }: { hours: number[]; addresses: number[]; next: CountingPosition | null } = await run('miscounted', [from]);
        differed += hours.length + addresses.length === 0 ? 0 : await run('recount', [{ hours, addresses }]);
        from = next;
      }
      return { differed };
    },
  };
}

async function sync(name: string): Promise<void> {
  const handle = await open(name, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
