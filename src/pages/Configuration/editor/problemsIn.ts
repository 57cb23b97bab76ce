import type { ConfigPreview } from '../../../../pkg/contract/configChanges';
import type { ConfigProblem } from '../../../../pkg/contract/configReading';

/** What is wrong on a line, from 1 on. */
export interface LineProblem {
  line: number;
  message: string;
}

/** Those of the configuration's problems that lie in a file. */
export function problemsIn(file: string, problems: readonly ConfigProblem[]): LineProblem[] {
  return problems.flatMap(({ place, message }) => (place?.file === file ? [{ line: place.line ?? 1, message }] : []));
}

/** On which line of a text a refusal falls: the one that fail2ban names, or that of the option meant. */
export function problemsOfText(text: string, problems: ConfigPreview['problems']): LineProblem[] {
  const lines = text.split('\n');
  return problems.map(({ message, field }) => {
    const named = Number(/\[?line:?\s+(\d+)/.exec(message)?.[1] ?? 0);
    const ofField = field === null ? -1 : lines.findIndex((line) => line.trim().toLowerCase().startsWith(field) && /^\s*[=:]/.test(line.trim().slice(field.length)));
    return { line: named >= 1 && named <= lines.length ? named : ofField + 1 || 1, message };
  });
}
