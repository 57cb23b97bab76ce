import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { lstat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { assertFilterMode, assertFilterName } from '../../domain/candidateFilter';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { RegexFilter, RegexProgramPort, SampleLines } from '../../services/ports/regexProgramPort';
import { encodingArgs } from './createFilterProgram';
import { candidateFile, filterFile } from './filterFile';
import { limitedCommand } from './limitedCommand';
import { guiltyExpression, readExpressions, regexWords } from './readExpressions';
import { readFailure, readTrace } from './readTrace';
import type { ProgramResult } from './runProgram';
import { runProgram } from './runProgram';
import { inTrialFolder } from './trialFolder';

const MAX_BYTES = 32 * 1024 * 1024;
/** Knows every line that has a letter in it. More than that may break fail2ban: it takes "/etc" for an address with a prefix. */
const ANY_LINE = ['<F-ID>[A-Za-z]</F-ID>'];

interface RegexProgramDeps {
  /** The program with its own arguments, for example `docker exec fail2ban fail2ban-regex`. */
  argv: readonly string[];
  /** Nobody else may look into it. */
  folder: string;
  /** fail2ban's configuration as this process sees it. */
  configDir: string;
  /** As the program calls what is here at a path. */
  toFail2ban: (path: string) => string;
  /** For a sample, and for a whole log. */
  limits?: { sampleMs: number; logMs: number };
}

interface Trial {
  dir: string;
  filter: RegexFilter;
  limitMs: number;
}

export function createRegexProgram({ argv, folder, configDir, toFail2ban, limits = { sampleMs: 10_000, logMs: 30_000 } }: RegexProgramDeps): RegexProgramPort {
  const closing = new AbortController();

  /** A link is not followed: it may lead out of the folder. */
  async function savedFile(name: string, field: string, dir = configDir): Promise<string> {
    assertFilterName(name, field);
    for (const ending of ['conf', 'local']) {
      const file = path.join(dir, 'filter.d', `${name}.${ending}`);
      if ((await lstat(file).catch(() => null))?.isFile()) {
        return toFail2ban(file);
      }
    }
    throw new BanguiError('NOT_FOUND', `There is no filter "${name}".`, { filter: name });
  }

  /** What the program is given as the filter. */
  async function filterArgument(filter: RegexFilter, dir: string): Promise<string> {
    if ('saved' in filter) {
      filter.mode === null || assertFilterMode(filter.mode);
      const options = [...(filter.mode === null ? [] : [`mode=${filter.mode}`]), ...journalOptions(filter.journal)];
      return withOptions(await savedFile(filter.saved, 'saved', filter.dir), options);
    }
    const base = 'candidate' in filter && filter.candidate.base !== null ? await savedFile(filter.candidate.base, 'base') : null;
    const text = 'candidate' in filter ? candidateFile(filter.candidate, base) : filterFile(filter.loaded);
    if (text === null) {
      throw invalidInput('filter', 'This filter cannot be written to a file as it is: it has no failregex, or a blank before a semicolon, which begins a comment there.');
    }
    const file = path.join(dir, 'trial.conf');
    await writeFile(file, text, { mode: 0o600 });
    return withOptions(toFail2ban(file), journalOptions('candidate' in filter && filter.journal));
  }

  async function run({ dir, filter, limitMs }: Trial, log: string, options: readonly string[]): Promise<string> {
    const args = ['--usedns=no', ...options, '--', toFail2ban(log), await filterArgument(filter, dir)];
    const command = limitedCommand(argv, args, Math.ceil(limitMs / 1000));
    const result = await runProgram(command.file, command.args, { limitMs, maxBytes: MAX_BYTES, signal: closing.signal });
    if (result.code !== 0) {
      throw failureOf(result, { dir, filter, limitMs });
    }
    return result.stdout;
  }

  function failureOf({ code, stdout, stderr, failure }: ProgramResult, { dir, filter, limitMs }: Trial): BanguiError {
    if (closing.signal.aborted) {
      return new BanguiError('SHUTTING_DOWN', 'The sidecar is stopping.');
    }
    const outOfMemory = /^MemoryError/m.test(stderr);
    if (failure === 'killed' || outOfMemory) {
      const why = outOfMemory ? 'needed too much memory' : `did not end within ${limitMs / 1000} s or printed too much`;
      return invalidInput('filter', `fail2ban-regex ${why}, and was ended. An expression probably takes very long for some line, such as one with (a+)+ or several .* in a row: it would do the same to fail2ban.`);
    }
    const words = regexWords(stdout, stderr, toFail2ban(dir));
    if (failure !== null || code === 126 || code === 127 || words === '') {
      const reason = `fail2ban-regex cannot be run (${failure ?? (words || `it ended with ${code}`)}): see BANGUI_FAIL2BAN_REGEX.`;
      return new BanguiError('SURROUNDINGS_MISMATCH', reason, { capability: 'filter_lab', reason });
    }
    return new BanguiError('FAIL2BAN_REJECTED', `fail2ban refused the filter: ${words}`, { fail2ban: words, expression: guiltyExpression(words, filter) });
  }

  async function writeSample(dir: string, { lines, encoding }: SampleLines): Promise<{ log: string; options: string[] }> {
    const log = path.join(dir, 'lines.log');
    await writeFile(log, lines.map((line) => `${line}\n`).join(''), { encoding: encoding === 'text' ? 'utf8' : 'latin1', mode: 0o600 });
    return { log, options: encodingArgs(encoding === 'text' ? 'UTF-8' : encoding.bytes) };
  }

  return {
    expressions: (filter) =>
      inTrialFolder(folder, async (dir) => {
        const { log } = await writeSample(dir, { lines: [], encoding: 'text' });
        const stdout = await run({ dir, filter, limitMs: limits.sampleMs }, log, ['-v']);
        return { failregex: readExpressions(stdout, 'Failregex'), ignoreregex: readExpressions(stdout, 'Ignoreregex') };
      }),
    trace: (filter, sample) =>
      inTrialFolder(folder, async (dir) => {
        const { log, options } = await writeSample(dir, sample);
        const mark = `${randomBytes(12).toString('hex')} `;
        const startedAt = Date.now() / 1000;
        const stdout = await run({ dir, filter, limitMs: limits.sampleMs }, log, [...options, '-l', 'TRACEDEBUG', '-o', `${mark}<time> <fid>`]);
        const traced = readTrace(stdout, mark, startedAt);
        const kept = sample.lines.filter((line) => !isSkipped(line)).length;
        if (traced.length !== kept || traced[0]?.text === toFail2ban(log)) {
          const reason = 'fail2ban-regex did not see the lines: the state directory has to be visible to it under the name that BANGUI_PATH_MAP gives it, and its version has to be 1.0 or newer.';
          throw new BanguiError('SURROUNDINGS_MISMATCH', reason, { capability: 'filter_lab', reason });
        }
        let next = 0;
        return sample.lines.map((text) => (isSkipped(text) ? { text, expression: null, ignoredBy: null, isFailure: false, skipped: true, host: null, time: null, fields: {} } : taken(traced, next++)));
      }),
    failures: (filter, log, encoding) =>
      inTrialFolder(folder, async (dir) => {
        const file = path.join(dir, 'lines.log');
        await pipeline(log, createWriteStream(file, { mode: 0o600 }));
        const mark = `${randomBytes(12).toString('hex')} `;
        const startedAt = Date.now() / 1000;
        const stdout = await run({ dir, filter, limitMs: limits.logMs }, file, [...encodingArgs(encoding), '-o', `${mark}<time> <fid>`]);
        return stdout.split('\n').flatMap((line) => (line.startsWith(mark) ? [readFailure(line.slice(mark.length), startedAt)] : []));
      }),
    earliest: (loaded, sample) =>
      inTrialFolder(folder, async (dir) => {
        const { log, options } = await writeSample(dir, sample);
        const filter = { loaded: { ...loaded, failRegexes: ANY_LINE, ignoreRegexes: [], prefRegex: '', maxLines: 1 } };
        const startedAt = Date.now() / 1000;
        const stdout = await run({ dir, filter, limitMs: limits.sampleMs }, log, [...options, '-o', '<time> <fid>']);
        const times = stdout.split('\n').flatMap((line) => readFailure(line, startedAt).time || []);
        return times.length === 0 ? null : Math.min(...times);
      }),
    close: () => closing.abort(),
  };
}

/** For a file fail2ban-regex chooses "file" by itself. */
function journalOptions(isJournal: boolean | undefined): string[] {
  return isJournal === true ? ['logtype=journal'] : [];
}

function withOptions(file: string, options: readonly string[]): string {
  return options.length === 0 ? file : `${file}[${options.join(',')}]`;
}

/** As fail2ban-regex does. */
function isSkipped(line: string): boolean {
  return line.startsWith('#') || line.replace(/\r+$/, '') === '';
}

function taken<T>(list: readonly T[], at: number): T {
  const found = list[at];
  if (found === undefined) {
    throw new Error('Fewer lines were traced than counted');
  }
  return found;
}
