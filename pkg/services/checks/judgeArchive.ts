import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';

export interface ArchiveFacts {
  /** Why it takes nothing; null when it does. */
  problem: string | null;
  /** How many writes wait for it. */
  waiting: number;
  /** Of the disk that it is on, in bytes; null when nobody can tell. */
  disk: { free: number; total: number } | null;
}

const LEAST_SHARE = 0.05;
const LEAST_BYTES = 500_000_000;

export function judgeArchive({ problem, waiting, disk }: ArchiveFacts): Finding[] {
  return [writes(problem, waiting), isLow(disk) ? wrong('disk', 'disk_low', 'Less than 5 % or 500 MB of the disk of the state directory is free.') : fine('disk')];
}

function writes(problem: string | null, waiting: number): Finding {
  if (problem !== null) {
    return wrong('writes', 'writes_fail', problem);
  }
  return waiting > 0 ? wrong('writes', 'writes_wait', 'The archive has not taken what was given to it; it is kept in memory and tried again.') : fine('writes');
}

function isLow(disk: ArchiveFacts['disk']): boolean {
  return disk !== null && (disk.free < LEAST_SHARE * disk.total || disk.free < LEAST_BYTES);
}
