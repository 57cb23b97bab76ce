import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

/** Reads user and system time of a process, all threads, in milliseconds; the kernel counts them in ticks of mostly 10 ms. */
export function processorTime(pid: number): () => number {
  const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return () => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in parentheses that may hold blanks; utime and stime are fields 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
  };
}
