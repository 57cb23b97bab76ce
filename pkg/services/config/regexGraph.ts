/** What an expression can go through: a position for each character or class in it. */
export interface RegexGraph {
  /** Which of some characters each position takes, as bits. */
  takes: bigint[];
  /** By position, those that may come next, with the number of ways to get there. */
  follows: Array<Map<number, number>>;
}

interface Part {
  first: number[];
  last: number[];
  canBeEmpty: boolean;
}

const MAX_POSITIONS = 3000;
const MAX_EDGES = 50_000;
/** So many repetitions are as bad as endless ones. */
const MANY = 8;
const PROBES = [...Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)), '\t', 'é'];
const ALL = (1n << BigInt(PROBES.length)) - 1n;
const NOTHING: Part = { first: [], last: [], canBeEmpty: true };

const WITHOUT_WIDTH = /^(?:[\^$]|\\[bBAZz]|\(\?#[^)]*\)|\(\?[aiLmsux]+\)|<SKIPLINES>)/;
const GROUP = /^\((?:\?(?:(<?[=!])|:|>|P<\w+>|\(\w+\)|[aiLmsux]*-?[imsx]*:))?/;
const TAG_GROUP = /^<F-[A-Z0-9_-]+>/;
const END_OF_TAG = /^<\/F-[A-Z0-9_-]+>/;
/** What fail2ban puts an expression of its own in for. */
const TAG = /^<[A-Z][A-Z0-9_-]*\/?>/;
/** What something else is put in for that is not known here. */
const UNKNOWN = /^(?:%\([^)]*\)s|<[\w/-]+>)/;
const BACK = /^(?:\(\?P=\w+\)|\\[1-9])/;
const ONE = /^(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[\s\S])/i;
const QUANTIFIER = /^(?:([*+?])|\{(\d*),(\d*)\}|\{(\d+)\})[?+]?/;

/** Null for one that is too large to look through. */
export function regexGraph(regex: string): RegexGraph | null {
  const graph: RegexGraph = { takes: [], follows: [] };
  const flags = /\(\?[a-z]*i/.test(regex) ? 'i' : '';
  const known = new Map<string, bigint>();
  let edges = 0;
  let at = 0;
  const here = (pattern: RegExp): RegExpExecArray | null => pattern.exec(regex.slice(at, at + 4096));

  function position(takes: bigint): Part {
    graph.takes.push(takes);
    graph.follows.push(new Map());
    const own = graph.takes.length - 1;
    return { first: [own], last: [own], canBeEmpty: false };
  }

  function connect(from: readonly number[], to: readonly number[]): void {
    edges += from.length * to.length;
    if (isTooLarge()) {
      return;
    }
    from.forEach((one) => to.forEach((other) => graph.follows[one]?.set(other, (graph.follows[one].get(other) ?? 0) + 1)));
  }
  const isTooLarge = (): boolean => edges > MAX_EDGES || graph.takes.length > MAX_POSITIONS;

  function looped(part: Part): Part {
    connect(part.last, part.first);
    return part;
  }

  function alternatives(within: 'all' | 'group' | 'tag'): Part {
    let all = sequence(within);
    while (regex[at] === '|' && !isTooLarge()) {
      at++;
      const next = sequence(within);
      all = { first: [...all.first, ...next.first], last: [...all.last, ...next.last], canBeEmpty: all.canBeEmpty || next.canBeEmpty };
    }
    return all;
  }

  function sequence(within: 'all' | 'group' | 'tag'): Part {
    let all = NOTHING;
    while (at < regex.length && regex[at] !== '|' && !isTooLarge()) {
      const isEnd = regex[at] === ')' ? within !== 'all' : within === 'tag' && here(END_OF_TAG) !== null;
      if (isEnd) {
        break;
      }
      const next = quantified();
      connect(all.last, next.first);
      all = {
        first: all.canBeEmpty ? [...all.first, ...next.first] : all.first,
        last: next.canBeEmpty ? [...all.last, ...next.last] : next.last,
        canBeEmpty: all.canBeEmpty && next.canBeEmpty,
      };
    }
    return all;
  }

  function quantified(): Part {
    const start = at;
    const once = item();
    const [text, sign, low, high, exact] = here(QUANTIFIER) ?? [];
    if (text === undefined) {
      return once;
    }
    const end = at + text.length;
    const least = Number(exact ?? low ?? (sign === '+' ? 1 : 0));
    const most = exact !== undefined ? Number(exact) : sign === '?' ? 1 : high === undefined || high === '' ? Infinity : Number(high);
    const isEndless = most >= MANY && most > 1;
    const copies = isEndless ? Math.max(1, Math.min(least, 2)) : most;
    let all = copies === 0 ? NOTHING : once;
    let tail = once;
    for (let copy = 1; copy < copies && !isTooLarge(); copy++) {
      at = start;
      const next = item();
      connect(tail.last, next.first);
      all = { first: all.first, last: copy >= least && !isEndless ? [...all.last, ...next.last] : next.last, canBeEmpty: all.canBeEmpty };
      tail = next;
    }
    isEndless && looped(tail);
    at = end;
    return least === 0 ? { ...all, canBeEmpty: true } : all;
  }

  function item(): Part {
    const take = (pattern: RegExp): RegExpExecArray | null => {
      const found = here(pattern);
      at += found?.[0].length ?? 0;
      return found;
    };
    if (take(WITHOUT_WIDTH) || take(END_OF_TAG)) {
      return NOTHING;
    }
    if (take(BACK)) {
      return position(ALL);
    }
    const group = take(GROUP);
    const tag = group ? null : take(TAG_GROUP);
    if (group || tag) {
      const body = alternatives(group ? 'group' : 'tag');
      group ? regex[at] === ')' && at++ : take(END_OF_TAG);
      return group?.[1] === undefined ? body : NOTHING;
    }
    if (take(TAG)) {
      return looped(position(takesOf('\\S')));
    }
    return position(take(UNKNOWN) ? 0n : takesOf(take(ONE)?.[0] ?? ''));
  }

  function takesOf(atom: string): bigint {
    const found = known.get(atom) ?? bitsOf(atom, flags);
    known.set(atom, found);
    return found;
  }

  while (at < regex.length && !isTooLarge()) {
    alternatives('all');
    at++;
  }
  return isTooLarge() ? null : graph;
}

function bitsOf(atom: string, flags: string): bigint {
  try {
    const shape = new RegExp(`^${atom.replace(/^(\[\^?)\]/, '$1\\]')}$`, flags);
    return PROBES.reduce((bits, probe, at) => (shape.test(probe) ? bits | (1n << BigInt(at)) : bits), 0n);
  } catch {
    return ALL;
  }
}

/** One character for each of the positions. */
export function samplesOf({ takes }: RegexGraph): string[] {
  const order = [...'ax0 .-', ...PROBES];
  return takes.map((bits) => order.find((probe) => (bits >> BigInt(PROBES.indexOf(probe))) & 1n) ?? '');
}
