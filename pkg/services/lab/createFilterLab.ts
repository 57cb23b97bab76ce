import type { LabFilter, LabLine, LabRun, LabSource } from '../../contract/filterLab';
import { LAB_BYTES } from '../../contract/filterLab';
import { assertCandidate, assertFilterMode, assertFilterName } from '../../domain/candidateFilter';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { JournalLinesPort } from '../ports/journalLinesPort';
import type { RegexFilter, RegexProgramPort, SampleLines } from '../ports/regexProgramPort';
import type { LogPreview } from './createLogPreview';
import { judgeLine } from './judgeLine';

const JOURNAL_MATCH = /^[A-Z_][A-Z0-9_]*=[^\s\0]+(?: +(?:\+ +)?[A-Z_][A-Z0-9_]*=[^\s\0]+)*$/;

interface FilterLabDeps {
  program: RegexProgramPort;
  preview: Pick<LogPreview, 'jailOf' | 'lastLines' | 'tail'>;
  journal: JournalLinesPort;
  fail2ban: Pick<Fail2banPort, 'filterOf'>;
}

export type FilterLab = ReturnType<typeof createFilterLab>;

/** Tries filters on lines. Throws what RegexProgramPort and Fail2banPort throw. */
export function createFilterLab({ program, preview, journal, fail2ban }: FilterLabDeps) {
  /** Throws INVALID_INPUT for what cannot stand in a file. */
  async function resolve(filter: LabFilter): Promise<RegexFilter> {
    if ('jail' in filter) {
      return { loaded: await fail2ban.filterOf(filter.jail) };
    }
    if ('candidate' in filter) {
      assertCandidate(filter.candidate);
      return filter;
    }
    assertFilterName(filter.saved, 'saved');
    filter.mode === null || assertFilterMode(filter.mode);
    return filter;
  }

  async function sampleOf(source: LabSource): Promise<SampleLines> {
    if ('lines' in source) {
      if (Buffer.byteLength(source.lines.join('\n')) > LAB_BYTES) {
        throw invalidInput('lines', `The lines are more than ${LAB_BYTES / 1024} KB together.`);
      }
      return { lines: source.lines, encoding: 'text' };
    }
    if ('log' in source) {
      const { log, file, tail } = source;
      const [lines, { encoding }] = await Promise.all([file === undefined ? preview.lastLines(log, tail) : preview.tail(log, file, tail).then((read) => read.lines), fail2ban.filterOf(log)]);
      return { lines, encoding: { bytes: encoding } };
    }
    const { match } = source;
    if (match !== undefined && !JOURNAL_MATCH.test(match)) {
      throw invalidInput('source.match', 'A journal match is made of FIELD=value, with blanks or " + " between them.');
    }
    const { journalMatches } = await preview.jailOf(source.journal);
    const matches = match === undefined ? journalMatches : [match];
    const lines = await journal.last(matches, source.tail);
    if (lines === null) {
      const reason = matches.length === 0 ? 'This jail does not read the journal.' : 'The journal cannot be read here.';
      throw new BanguiError('SURROUNDINGS_MISMATCH', reason, { capability: 'journal', reason });
    }
    return { lines, encoding: 'text' };
  }

  async function run({ filter, source }: { filter: LabFilter; source: LabSource }): Promise<LabRun> {
    const found = await resolve(filter);
    const resolved = 'loaded' in found ? found : { ...found, journal: 'journal' in source };
    const sample = await sampleOf(source);
    // Alone, so that what does not compile is said in fail2ban's words, and not by its failure.
    const expressions = await program.expressions(resolved);
    const lines = sample.lines.length === 0 ? [] : (await program.trace(resolved, sample)).map(judgeLine);
    const knownBy = (index: number) => lines.filter(({ expression, ignoredBy }) => expression === index && ignoredBy === null).length;
    return {
      failregex: expressions.failregex.map((text, index) => ({ text, lines: knownBy(index) })),
      ignoreregex: expressions.ignoreregex.map((text, index) => ({ text, lines: lines.filter(({ ignoredBy }) => ignoredBy === index).length })),
      totals: totalsOf(lines),
      lines,
    };
  }

  return { run, resolve };
}

function totalsOf(lines: readonly LabLine[]): LabRun['totals'] {
  const count = (wanted: LabLine['verdict']) => lines.filter(({ verdict }) => verdict === wanted).length;
  return { lines: lines.length, matched: count('matched'), harmless: count('harmless'), ignored: count('ignored'), missed: count('missed'), skipped: count('skipped') };
}
