import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JailFilter } from '../../domain/jail';
import type { FilterProgramPort } from '../../services/ports/filterProgramPort';
import { filterFile } from './filterFile';
import { limitedCommand } from './limitedCommand';
import { guiltyExpression, regexWords } from './readExpressions';
import type { ProgramResult } from './runProgram';
import { runProgram } from './runProgram';
import { inTrialFolder, tidyTrialFolders } from './trialFolder';

const LIMIT_MS = 20_000;
const MAX_BYTES = 4 * 1024 * 1024;
const COUNTS = /^Lines: (\d+) lines, (\d+) ignored, (\d+) matched, (\d+) missed/m;
/** Of an expression, or a pattern of times, that cannot be compiled; other failures are none of the filter's. */
const REFUSED = /Unable to compile|No failure-id group|datepattern|prefregex|unterminated|missing \)/i;
const ANY_LINE = 'a line';
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

  async function tried<T>(lines: readonly string[], filter: JailFilter, read: (result: ProgramResult, dir: string) => T): Promise<T | null> {
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
      return read(await runProgram(command.file, command.args, { limitMs, maxBytes: MAX_BYTES, signal: closing.signal }), dir);
    });
  }

  return {
    tryLines: (lines, filter) =>
      tried(lines, filter, ({ code, stdout }) => {
        const [, seen = 0, ignored = 0, matched = 0] = (COUNTS.exec(stdout) ?? []).map(Number);
        // A path that it does not find it takes for a line.
        return code === 0 && seen === lines.length ? { lines: seen, recognised: ignored + matched } : null;
      }),
    refusal: (filter) =>
      tried([ANY_LINE], filter, ({ code, stdout, stderr, failure }, dir) => {
        const words = code === 0 || failure !== null ? '' : regexWords(stdout, stderr, toFail2ban(dir));
        return REFUSED.test(words) ? { words, expression: guiltyExpression(words, { loaded: filter }) } : null;
      }),
    tidy: () => tidyTrialFolders(folder),
    close: () => closing.abort(),
  };
}

/** Nothing for an encoding that is no name of one. */
export function encodingArgs(encoding: string): string[] {
  return ENCODING.test(encoding) ? ['--encoding', encoding] : [];
}
