import { MAX_ADDRESSES } from '../../constants';

export interface BanDraft {
  addresses: string[];
  jails: string[];
}

/** What is missing before the sidecar can be asked; it judges the addresses themselves. */
export type DraftProblem = 'no_addresses' | 'too_many' | 'no_jails';

/** One address a line, or separated by commas, semicolons or blanks; each once. */
export function splitAddresses(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))];
}

export function problemsOf({ addresses, jails }: BanDraft): DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (addresses.length === 0) {
    problems.push('no_addresses');
  }
  if (addresses.length > MAX_ADDRESSES) {
    problems.push('too_many');
  }
  if (jails.length === 0) {
    problems.push('no_jails');
  }
  return problems;
}
