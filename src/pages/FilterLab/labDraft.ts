import type { LabFilter, LabSource } from '../../../pkg/contract/filterLab';
import { wholeNumber } from '../../components/wholeNumber';

/** What a person has filled in of a filter; expressions one a line. */
export interface FilterDraft {
  kind: 'saved' | 'jail' | 'candidate';
  saved: string | null;
  mode: string;
  jail: string | null;
  base: string | null;
  failregex: string;
  ignoreregex: string;
  /** Empty, and of the two below: as in the filter that it is built on. */
  prefregex: string;
  datepattern: string;
  maxlines: string;
}

export const NO_FILTER: FilterDraft = { kind: 'saved', saved: null, mode: '', jail: null, base: null, failregex: '', ignoreregex: '', prefregex: '', datepattern: '', maxlines: '' };
export const MOST_BUFFERED = 100;

/** What it is tried on; `file` null: the first log of the jail. */
export interface SourceDraft {
  kind: 'lines' | 'log' | 'journal';
  text: string;
  jail: string | null;
  file: string | null;
  /** Of the journal; empty: what the jail reads of it. */
  match: string;
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
export function toFilter({ kind, saved, mode, jail, base, failregex, ignoreregex, prefregex, datepattern, maxlines }: FilterDraft): LabFilter | null {
  switch (kind) {
    case 'saved':
      return saved === null ? null : { saved, mode: mode.trim() === '' ? null : mode.trim() };
    case 'jail':
      return jail === null ? null : { jail };
    case 'candidate': {
      const candidate = { base, failregex: expressionsOf(failregex), ignoreregex: expressionsOf(ignoreregex), prefregex: prefregex.trim() || null, datepattern: datepattern.trim() || null, maxlines: wholeNumber(maxlines, 1) };
      return (candidate.failregex.length === 0 && base === null) || isBadCount(maxlines) ? null : { candidate };
    }
  }
}

/** A number of lines that fail2ban could not hold together. */
export function isBadCount(maxlines: string): boolean {
  const count = wholeNumber(maxlines, 1);
  return maxlines.trim() !== '' && (count === null || count > MOST_BUFFERED);
}

/** What it is tried on; null while something is missing, or there are too many lines. */
export function toSource({ kind, text, jail, file, match }: SourceDraft): LabSource | null {
  if (kind === 'lines') {
    const lines = linesOf(text);
    return lines.length === 0 || lines.length > MOST_LINES ? null : { lines };
  }
  if (jail === null) {
    return null;
  }
  return kind === 'journal' ? { journal: jail, tail: TAIL, ...(match.trim() === '' ? {} : { match: match.trim() }) } : { log: jail, tail: TAIL, ...(file === null ? {} : { file }) };
}

const TAIL = 200;

const FIELDS = ['failregex', 'ignoreregex', 'prefregex', 'datepattern', 'maxlines', 'match'] as const;

/** What a part of the form is refused for. */
export interface FieldProblem {
  field: (typeof FIELDS)[number];
  /** Which of several expressions, from 0. */
  index: number | null;
  words: string;
}

/** The field that is at fault, as the sidecar tells it: "failregex.1", "candidate.prefregex"; null when that is none of the form's. */
export function fieldProblem({ details, message }: { details: Record<string, unknown>; message: string }): FieldProblem | null {
  const [, name, index] = /(?:^|\.)([a-z]+)(?:\.(\d+))?$/.exec(String(details.expression ?? details.field ?? '')) ?? [];
  const field = FIELDS.find((one) => one === name);
  return field === undefined ? null : { field, index: index === undefined ? null : Number(index), words: String(details.fail2ban ?? message) };
}
