import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';

interface AnsweringSinceDeps {
  fail2ban: Pick<Fail2banPort, 'onConnectionLost'>;
  clock: Clock;
}

/** Since when one and the same server answers. One that was only busy is the same, and has no bans to restore. */
export function createAnsweringSince({ fail2ban, clock }: AnsweringSinceDeps) {
  let first: number | null = null;
  const stopListening = fail2ban.onConnectionLost(() => (first = null));
  return {
    answered: (): void => void (first ??= epochSeconds(clock)),
    /** UTC epoch seconds; now, when it has not answered yet. */
    since: (): number => first ?? epochSeconds(clock),
    stop: stopListening,
  };
}
