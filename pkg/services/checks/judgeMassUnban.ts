import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';
import { utcText } from './utcText';

const LEAST_EARLY_ENDS = 50;
const SHARE = 0.2;

export interface EndedFacts {
  /** Null: all jails together. */
  jail: string | null;
  /** Bans that ended within the window before their time, by nobody of BanGUI. */
  early: number;
  /** Bans that run now. */
  running: number;
}

/** `from` and `to`: the window, in UTC epoch seconds. All jails together are told of when none of them stands out. */
export function judgeMassUnban(facts: readonly EndedFacts[], window: { from: number; to: number }): Finding[] {
  const jails = facts.map((fact) => judge(fact, window));
  return [...jails, jails.some(({ value }) => value === 1) ? fine(null) : judge({ jail: null, ...sumOf(facts) }, window)];
}

type Counts = Pick<EndedFacts, 'early' | 'running'>;

export function sumOf(facts: readonly Counts[]): Counts {
  return facts.reduce((sum, { early, running }) => ({ early: sum.early + early, running: sum.running + running }), { early: 0, running: 0 });
}

export function isMany({ early, running }: Counts): boolean {
  return early > Math.max(LEAST_EARLY_ENDS, SHARE * (running + early));
}

function judge({ jail, early, running }: EndedFacts, { from, to }: { from: number; to: number }): Finding {
  if (!isMany({ early, running })) {
    return fine(jail);
  }
  return wrong(jail, 'mass_unban', `Between ${utcText(from)} and ${utcText(to)} ${early} bans ended before their time, and nobody had asked BanGUI for it.`);
}
