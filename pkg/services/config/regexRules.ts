import { invalidInput } from '../../domain/errors';
import { regexGraph, samplesOf } from './regexGraph';
import { assertLine, escapedPercent } from './values';

const NONE: ReadonlySet<string> = new Set();
const MAX_REGEX = 2000;
/** `<name>`, `<name-<mode>>` or `<lt_<logtype>/name>`: another option of the filter, which may be chosen by the value of one. */
const REFERENCE = /<(\w[\w/-]*(?:<[\w-]+>[\w/-]*)*|(?:<[\w-]+>[\w/-]*)+)>/g;
const TELLS_WHO = /<(?:HOST|ADDR|IP4|IP6|F-ID|SUBNET|CIDR|DNS|F-IP4|F-IP6|F-DNS)\b|\(\?P<(?:host|ip4|ip6|dns|fid)>|%\(|<F-(?:NOFAIL|MLFFORGET|MLFGAINED)\b/;

/** What the files say so far. */
export interface SaidBefore {
  /** The lines of an option, as they are written there. */
  linesOf(option: string): ReadonlySet<string>;
  /** Names of options that `<name>` can stand for. */
  tags: ReadonlySet<string>;
}

/** The text to be written for an expression; what the files say already is not judged. Whether fail2ban can compile it, fail2ban is asked later. */
export function regexLine(field: string, line: string, needsHost: boolean, packaged: ReadonlySet<string> = NONE, said?: SaidBefore): string {
  assertLine(field, line);
  if (said?.linesOf(field).has(escapedPercent(line))) {
    return escapedPercent(line);
  }
  if (line.length > MAX_REGEX) {
    throw invalidInput(field, `${field}: an expression has at most ${MAX_REGEX} characters.`);
  }
  if (needsHost && !TELLS_WHO.test(line) && !refersTo(said?.tags ?? NONE, line)) {
    throw invalidInput(field, `${field}: each expression must tell who is to be banned, for example with <HOST>, <ADDR> or <F-ID>.`);
  }
  if (!packaged.has(escapedPercent(line)) && repeatsItself(line)) {
    throw invalidInput(field, `${field}: a repetition of a repetition such as (a+)+ can keep fail2ban busy for ever with one line.`);
  }
  return escapedPercent(line);
}

/** One of the options may tell it. */
function refersTo(tags: ReadonlySet<string>, line: string): boolean {
  return [...line.matchAll(REFERENCE)].some(([, name = '']) => {
    const shape = new RegExp(`^${name.replace(/<[\w-]+>/g, '.*')}$`, 'i');
    return [...tags].some((tag) => shape.test(tag));
  });
}

const MAX_STEPS = 300_000;

/**
 * True for one that can go through the same text in exponentially many ways, as (a+)+, (a|a)*, (?:ab|abab)+ and (?:x+y?)+ can: two ways lead from one
 * position back to it with the same characters.
 */
export function repeatsItself(regex: string): boolean {
  const graph = regexGraph(regex);
  if (!graph) {
    return true;
  }
  const { takes, follows } = graph;
  const rounds = roundsOf(follows);
  const next = follows.map((ways, from) => [...ways].filter(([to]) => rounds[from] !== null && rounds[to] === rounds[from]));
  if (next.some((ways) => ways.some(([, count]) => count > 1))) {
    return true;
  }
  const seen = new Set<number>();
  const open = next.flatMap((ways, at) => (ways.length === 0 ? [] : [[at, at] as const]));
  for (let steps = 0, pair = open.pop(); pair; pair = open.pop()) {
    const [one, other] = pair;
    for (const [left] of next[one] ?? []) {
      for (const [right] of next[other] ?? []) {
        if (++steps > MAX_STEPS) {
          return true;
        }
        if (((takes[left] ?? 0n) & (takes[right] ?? 0n)) === 0n || (one === other && left >= right)) {
          continue;
        }
        if (left === right) {
          return true;
        }
        const key = left * follows.length + right;
        if (!seen.has(key)) {
          seen.add(key);
          open.push([left, right]);
        }
      }
    }
  }
  return false;
}

/** Texts that, repeated, keep going through what an expression repeats. */
export function repeatedTexts(regex: string): string[] {
  const graph = regexGraph(regex);
  const samples = graph ? samplesOf(graph) : [];
  const byRound = new Map<number, string[]>();
  for (const [at, round] of graph ? roundsOf(graph.follows).entries() : []) {
    round !== null && byRound.set(round, [...(byRound.get(round) ?? []), samples[at] ?? '']);
  }
  return [...new Set([...byRound.values()].flatMap((members) => [members.join('').slice(0, 20), ...members]))].filter((text) => text !== '');
}

/** For each position the round that it is part of: all that can be reached from each other. Null: it is never come back to. */
function roundsOf(follows: ReadonlyArray<ReadonlyMap<number, number>>): Array<number | null> {
  const order: number[] = [];
  walk(follows, follows.keys(), (at) => order.push(at));
  const before = follows.map(() => new Map<number, number>());
  follows.forEach((ways, from) => ways.forEach((count, to) => before[to]?.set(from, count)));
  const rounds = follows.map((): number | null => null);
  const done = new Set<number>();
  for (const start of order.reverse()) {
    const members: number[] = [];
    walk(before, [start], (at) => members.push(at), done);
    const isRound = members.length > 1 || follows[start]?.has(start) === true;
    isRound && members.forEach((at) => (rounds[at] = start));
  }
  return rounds;
}

/** Depth first; tells each position when everything behind it has been told. */
function walk(follows: ReadonlyArray<ReadonlyMap<number, number>>, starts: Iterable<number>, tell: (at: number) => void, done = new Set<number>()): void {
  for (const start of starts) {
    const stack = done.has(start) ? [] : [{ at: start, rest: follows[start]?.keys() }];
    done.add(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const to = top.rest?.next();
      if (!to || to.done) {
        tell(top.at);
        stack.pop();
      } else if (!done.has(to.value)) {
        done.add(to.value);
        stack.push({ at: to.value, rest: follows[to.value]?.keys() });
      }
    }
  }
}
