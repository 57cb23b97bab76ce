import type { LabFilter, LabSource } from '../../../pkg/contract/filterLab';

/** What a person has filled in of a filter; expressions one a line. */
export interface FilterDraft {
  kind: 'saved' | 'jail' | 'candidate';
  saved: string | null;
  mode: string;
  jail: string | null;
  base: string | null;
  failregex: string;
  ignoreregex: string;
}

/** What it is tried on; `file` null: the first log of the jail. */
export interface SourceDraft {
  kind: 'lines' | 'log' | 'journal';
  text: string;
  jail: string | null;
  file: string | null;
}

// Repeated here because the contract's comes with its validator, which the browser does not load.
export const MOST_LINES = 2000;
export const MOST_SAMPLES = 200;

/** Lines without the empty ones at the end. */
export function linesOf(text: string): string[] {
  return text.replace(/\s+$/, '') === '' ? [] : text.replace(/[\r\n]+$/, '').split(/\r\n|\r|\n/);
}

export function expressionsOf(text: string): string[] {
  return linesOf(text).map((line) => line.trim()).filter((line) => line !== '');
}

/** The filter to be tried; null while something is missing. */
export function toFilter({ kind, saved, mode, jail, base, failregex, ignoreregex }: FilterDraft): LabFilter | null {
  switch (kind) {
    case 'saved':
      return saved === null ? null : { saved, mode: mode.trim() === '' ? null : mode.trim() };
    case 'jail':
      return jail === null ? null : { jail };
    case 'candidate': {
      const candidate = { base, failregex: expressionsOf(failregex), ignoreregex: expressionsOf(ignoreregex), prefregex: null, datepattern: null, maxlines: null };
      return candidate.failregex.length === 0 && base === null ? null : { candidate };
    }
  }
}

/** What it is tried on; null while something is missing, or there are too many lines. */
export function toSource({ kind, text, jail, file }: SourceDraft): LabSource | null {
  if (kind === 'lines') {
    const lines = linesOf(text);
    return lines.length === 0 || lines.length > MOST_LINES ? null : { lines };
  }
  if (jail === null) {
    return null;
  }
  return kind === 'journal' ? { journal: jail, tail: TAIL } : { log: jail, tail: TAIL, ...(file === null ? {} : { file }) };
}

const TAIL = 200;

/** Which expression of which list does not compile, as the sidecar tells it: "failregex.1". */
export function failingExpression(details: Record<string, unknown>): { list: 'failregex' | 'ignoreregex'; index: number } | null {
  const [, list, index] = /^(failregex|ignoreregex)\.(\d+)$/.exec(String(details.expression)) ?? [];
  return list === 'failregex' || list === 'ignoreregex' ? { list, index: Number(index) } : null;
}
