import { MAX_ADDRESSES } from '../../constants';

export interface BanDraft {
  addresses: string[];
  jails: string[];
}

/** What is wrong before the sidecar can be asked. */
export type DraftProblem = 'no_addresses' | 'too_many' | 'implausible' | 'no_jails';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$|\/)|(?=$|\/))){4}(?:\/(?:3[0-2]|[12]?\d))?$/;
const IPV6 = /^(?=[^/]*:[^/]*:)[\da-f:.]{2,45}(?:\/(?:12[0-8]|1[01]\d|\d?\d))?$/i;

/** One address a line, or separated by commas, semicolons or blanks; each once. */
export function splitAddresses(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))];
}

/** What cannot be an address or network at all; the sidecar judges the rest. */
export function implausibleOf(addresses: readonly string[]): string[] {
  return addresses.filter((address) => !IPV4.test(address) && !IPV6.test(address));
}

export function problemsOf({ addresses, jails }: BanDraft): DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (addresses.length === 0) {
    problems.push('no_addresses');
  }
  if (addresses.length > MAX_ADDRESSES) {
    problems.push('too_many');
  }
  if (implausibleOf(addresses).length > 0) {
    problems.push('implausible');
  }
  if (jails.length === 0) {
    problems.push('no_jails');
  }
  return problems;
}
