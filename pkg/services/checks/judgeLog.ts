import type { FileLook } from '../ports/hostPorts';
import { utcText } from './utcText';

type Look = FileLook | 'missing' | null;

export interface LogFacts {
  file: string;
  /** As this host, and as the server's process sees the path; null where that cannot be told. */
  here: Look;
  atServer: Look;
  /** True when this host has had it before: what was never seen may simply not be visible from here. */
  seenHere: boolean;
  /** False when fail2ban watched it and no longer does. */
  watched: boolean;
  /** True when the configuration still names it. */
  wanted: boolean;
}

export interface Blindness {
  problem: string;
  evidence: string;
}

/** A host that writes to a new file while fail2ban still sees the old one writes this much later to it. */
const OTHER_FILE_SECONDS = 600;

/** What keeps fail2ban from seeing a log file; null when nothing is proved. */
export function judgeLog({ file, here, atServer, seenHere, watched, wanted }: LogFacts): Blindness | null {
  if (!watched && !wanted) {
    return null;
  }
  if (atServer === 'missing' || (atServer === null && here === 'missing' && seenHere)) {
    return { problem: 'log_missing', evidence: `${file} is gone.` };
  }
  if (!watched) {
    return { problem: 'log_dropped', evidence: `fail2ban no longer watches ${file}: it gives up a file that was missing for minutes, for good. Reload the jail.` };
  }
  if (isFile(here) && isFile(atServer) && isOther(here, atServer) && here.modified > atServer.modified + OTHER_FILE_SECONDS) {
    return { problem: 'log_other', evidence: `At ${file} fail2ban sees another file than this host, last written at ${utcText(atServer.modified)}. If it runs in a container, start that anew.` };
  }
  return null;
}

function isFile(look: Look): look is FileLook {
  return look !== null && look !== 'missing';
}

function isOther(one: FileLook, other: FileLook): boolean {
  return one.inode !== other.inode || one.device !== other.device;
}
