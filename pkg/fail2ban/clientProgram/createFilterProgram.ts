import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BanguiError } from '../../domain/errors';
import type { FilterProgramPort } from '../../services/ports/filterProgramPort';
import { filterFile } from './filterFile';
import { limitedCommand } from './limitedCommand';
import { guiltyExpression, regexWords } from './readExpressions';
import { runProgram } from './runProgram';
import { inTrialFolder, tidyTrialFolders } from './trialFolder';

const LIMIT_MS = 20_000;
const MAX_BYTES = 4 * 1024 * 1024;
const COUNTS = /^Lines: (\d+) lines, (\d+) ignored, (\d+) matched, (\d+) missed/m;
/** Of an expression, or a pattern of times, that cannot be compiled; other failures are none of the filter's. */
const REFUSAL = /Unable to compile|No failure-id group|datepattern|prefregex|unterminated|missing \)/i;
const ENCODING = /^[\w.-]{1,32}$/;

interface FilterProgramDeps {
  /** The program with its own arguments, for example `docker exec fail2ban fail2ban-regex`. */
  argv: readonly string[];
  /** Nobody else may look into it. */
  folder: string;
  /** As the program calls what is here at a path. */
  toFail2ban: (path: string) => string;
  limitMs?: number;
  /** Of a processor's time: on a busy host that is over later. */
  processorMs?: number;
}

export function createFilterProgram({ argv, folder, toFail2ban, limitMs = LIMIT_MS, processorMs = limitMs }: FilterProgramDeps): FilterProgramPort {
  const closing = new AbortController();
  return {
    async tryLines(lines, filter) {
      const text = filterFile(filter);
      if (text === null || lines.length === 0) {
        return null;
      }
      return inTrialFolder(folder, async (dir) => {
        const [log, config] = [path.join(dir, 'lines.log'), path.join(dir, 'trial.conf')];
        await writeFile(log, `${lines.join('\n')}\n`, { encoding: 'latin1', mode: 0o600 });
        await writeFile(config, text, { mode: 0o600 });
        const encoding = encodingArgs(filter.encoding);
        const args = ['--usedns=no', '--print-no-missed', '--print-no-ignored', ...encoding, toFail2ban(log), toFail2ban(config)];
        const command = limitedCommand(argv, args, Math.ceil(processorMs / 1000));
        const { code, stdout, stderr, failure } = await runProgram(command.file, command.args, { limitMs, maxBytes: MAX_BYTES, signal: closing.signal });
        const [, seen = 0, ignored = 0, matched = 0] = (COUNTS.exec(stdout) ?? []).map(Number);
        const words = code === 0 || failure !== null ? '' : regexWords(stdout, stderr, toFail2ban(dir));
        if (REFUSAL.test(words)) {
          throw new BanguiError('FAIL2BAN_REJECTED', `fail2ban refused the filter: ${words}`, { fail2ban: words, field: guiltyExpression(words, { loaded: filter })?.replace(/\.\d+$/, '') });
        }
        // A path that it does not find it takes for a line.
        return code === 0 && seen === lines.length ? { lines: seen, recognised: ignored + matched } : null;
      });
    },
    tidy: () => tidyTrialFolders(folder),
    close: () => closing.abort(),
  };
}

/** Nothing for an encoding that is no name of one. */
export function encodingArgs(encoding: string): string[] {
  return ENCODING.test(encoding) ? ['--encoding', encoding] : [];
}
