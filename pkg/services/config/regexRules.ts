import { invalidInput } from '../../domain/errors';
import { assertLine, escapedPercent } from './values';

const MAX_REGEX = 2000;
const TELLS_WHO = /<(?:HOST|ADDR|IP4|IP6|F-ID|SUBNET|CIDR|DNS|F-IP4|F-IP6|F-DNS)\b|\(\?P<(?:host|ip4|ip6|dns|fid)>|%\(|<F-(?:NOFAIL|MLFFORGET|MLFGAINED)\b/;
const PROBES = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));

/** The text to be written for an expression. Whether fail2ban can compile it, fail2ban is asked later. */
export function regexLine(field: string, line: string, needsHost: boolean): string {
  assertLine(field, line);
  if (line.length > MAX_REGEX) {
    throw invalidInput(field, `${field}: an expression has at most ${MAX_REGEX} characters.`);
  }
  if (needsHost && !TELLS_WHO.test(line)) {
    throw invalidInput(field, `${field}: each expression must tell who is to be banned, for example with <HOST>, <ADDR> or <F-ID>.`);
  }
  if (repeatsItself(line)) {
    throw invalidInput(field, `${field}: a repetition of a repetition such as (a+)+ can keep fail2ban busy for ever with one line.`);
  }
  return escapedPercent(line);
}

interface Group {
  /** The atoms of each alternative, with whether each may be repeated without end. */
  alternatives: Array<Array<{ text: string; endless: boolean }>>;
  start: number;
}

/** True for a repeated group that can take the same text in exponentially many ways: (a+)+, (a|a)*, (\w|\d)+. */
export function repeatsItself(regex: string): boolean {
  const open: Group[] = [{ alternatives: [[]], start: 0 }];
  for (let at = 0; at < regex.length; ) {
    const group = open.at(-1) ?? { alternatives: [[]], start: 0 };
    const char = regex.charAt(at);
    if (char === '(') {
      open.push({ alternatives: [[]], start: at });
      at += 1 + (/^\?(?:P?<?[=!]|:|P?<\w+>|[a-zA-Z]+[:)]|#)/.exec(regex.slice(at + 1))?.[0].length ?? 0);
    } else if (char === '|') {
      group.alternatives.push([]);
      at++;
    } else if (char === ')') {
      const { endless, length } = quantifierAt(regex, at + 1);
      const closed = open.length > 1 ? open.pop() : undefined;
      if (endless && closed && isAmbiguous(closed)) {
        return true;
      }
      const single = closed?.alternatives.length === 1 && closed.alternatives[0]?.length === 1 ? closed.alternatives[0][0] : undefined;
      open.at(-1)?.alternatives.at(-1)?.push({ text: single?.text ?? regex.slice(closed?.start ?? at, at + 1), endless: endless || (single?.endless ?? false) });
      at += 1 + length;
    } else {
      const text = /^(?:\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|<[\w/-]+>|[\s\S])/.exec(regex.slice(at))?.[0] ?? char;
      const { endless, length } = quantifierAt(regex, at + text.length);
      if (text !== '^' && text !== '$') {
        group.alternatives.at(-1)?.push({ text, endless });
      }
      at += text.length + length;
    }
  }
  return false;
}

function quantifierAt(regex: string, at: number): { endless: boolean; length: number } {
  const found = /^(?:[*+]|\{\d*,\d*\}|\{\d+\}|\?)[?+]?/.exec(regex.slice(at))?.[0] ?? '';
  return { endless: /^(?:[*+]|\{\d*,\})/.test(found), length: found.length };
}

function isAmbiguous({ alternatives }: Group): boolean {
  if (alternatives.some((atoms) => atoms.length === 1 && atoms[0]?.endless === true)) {
    return true;
  }
  const taken = alternatives.filter((atoms) => atoms.length === 1).map(([atom]) => PROBES.filter((probe) => takes(atom?.text ?? '', probe)));
  return taken.some((probes, at) => taken.slice(at + 1).some((others) => others.some((probe) => probes.includes(probe))));
}

function takes(atom: string, probe: string): boolean {
  try {
    return new RegExp(`^(?:${atom})$`).test(probe);
  } catch {
    return false;
  }
}
