import type { LabLine } from '../../contract/filterLab';
import type { TracedLine } from '../ports/regexProgramPort';

/** What became of a line, in one word. */
export function judgeLine({ text, expression, ignoredBy, isFailure, skipped, host, time, fields }: TracedLine): LabLine {
  const verdict = skipped ? 'skipped' : isFailure ? 'matched' : ignoredBy !== null ? 'ignored' : expression !== null ? 'harmless' : 'missed';
  return { text, verdict, expression, ignoredBy, host, time, fields };
}
