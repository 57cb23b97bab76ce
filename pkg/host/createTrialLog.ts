import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { TrialLogPort } from '../services/ports/hostPorts';

interface TrialLogDeps {
  /** Nobody else may write into it. */
  folder: string;
  /** As fail2ban calls what is here at a path. */
  toFail2ban: (path: string) => string;
}

const NAME = 'trial.log';

/** One name for every log file that is tried out, as fail2ban's database keeps each name that it ever opened. */
export function createTrialLog({ folder, toFail2ban }: TrialLogDeps): TrialLogPort {
  const link = path.join(folder, NAME);
  return {
    name: toFail2ban(link),
    async pointTo(file) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await rm(`${link}.tmp`, { force: true });
      await symlink(file, `${link}.tmp`);
      await rename(`${link}.tmp`, link);
    },
    remove: () => rm(link, { force: true }),
  };
}
