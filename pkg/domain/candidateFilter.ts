import { invalidInput } from './errors';

/** A filter that is not saved; each expression is one line of its file. What is null is as in `base`, or as fail2ban has it. */
export interface CandidateFilter {
  base: string | null;
  failregex: readonly string[];
  ignoreregex: readonly string[];
  prefregex: string | null;
  datepattern: string | null;
  maxlines: number | null;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const HOST = /<(HOST|ADDR|IP4|IP6|SUBNET|CIDR|DNS|F-ID|F-IP4|F-IP6|F-DNS|ip-host|F-MLFID)>|\(\?P<(host|ip4|ip6|dns|fid|mlfid)>/;
/** C0 and C1 controls and the line separators of Unicode: Python ends a line at some of them. */
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]/;

/** Throws INVALID_INPUT for what is no name of a filter's file. */
export function assertFilterName(name: string, field = 'filter'): void {
  if (!NAME.test(name)) {
    throw invalidInput(field, 'A filter name has 1 to 64 letters, digits, "_" or "-" and starts with a letter or digit.');
  }
}

/** Throws INVALID_INPUT for what a bracket option cannot safely hold. */
export function assertFilterMode(mode: string, field = 'mode'): void {
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(mode)) {
    throw invalidInput(field, 'A mode has 1 to 32 letters, digits, "_" or "-".');
  }
}

/** Throws INVALID_INPUT, with the field, for what would mean something else in a file than it says here. */
export function assertCandidate(candidate: CandidateFilter, field = 'candidate'): void {
  candidate.base === null || assertFilterName(candidate.base, `${field}.base`);
  if (candidate.failregex.length === 0 && candidate.base === null) {
    throw invalidInput(`${field}.failregex`, 'A filter has at least one failregex.');
  }
  const named: Array<[string, string | null]> = [
    ...candidate.failregex.map((text, index): [string, string] => [`failregex.${index}`, text]),
    ...candidate.ignoreregex.map((text, index): [string, string] => [`ignoreregex.${index}`, text]),
    ['prefregex', candidate.prefregex],
    ['datepattern', candidate.datepattern],
  ];
  named.forEach(([name, text]) => text === null || assertExpression(text, `${field}.${name}`));
  candidate.prefregex === null && candidate.base === null && candidate.failregex.forEach((text, index) => assertHost(text, `${field}.failregex.${index}`));
}

function assertExpression(text: string, field: string): void {
  if (CONTROL.test(text)) {
    throw invalidInput(field, 'An expression is one line: it holds no line break and no other control character.');
  }
  if (text.trim() !== text || text === '') {
    throw invalidInput(field, 'An expression is not empty and neither begins nor ends with a blank.');
  }
  if (/\s;/.test(text)) {
    throw invalidInput(field, 'A blank before a semicolon begins a comment in the files of fail2ban. Write [ ]; or \\s; instead.');
  }
  if (/^[#;]/.test(text)) {
    throw invalidInput(field, 'A line that begins with "#" or ";" is a comment in the files of fail2ban.');
  }
}

function assertHost(text: string, field: string): void {
  if (!HOST.test(text)) {
    throw invalidInput(field, 'The expression tells no address: it needs <HOST>, <ADDR>, <IP4>, <IP6>, <SUBNET> or <F-ID>.');
  }
}
