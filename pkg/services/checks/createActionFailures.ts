import type { Fail2banEvent } from '../../domain/fail2banEvent';
import type { Finding } from '../../domain/finding';
import { wrong } from '../../domain/finding';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { CheckNotebook, CheckNotes } from './createCheckNotes';
import { utcText } from './utcText';

/** fail2ban gives an action 60 s, and tells of a failure only then. */
const ACTION_SECONDS = 70;
const REMEMBERED_SECONDS = 86_400;
const MEANS: Record<string, string> = { start: 'to start', ban: 'to ban', reban: 'to ban again' };

interface ActionFailuresDeps {
  notes: CheckNotebook;
  clock: Clock;
}

/** Remembers that an action failed to start or to ban, until its jail starts anew, a later ban goes well, or none failed for a day. */
export function createActionFailures({ notes, clock }: ActionFailuresDeps) {
  /** The last ban of a jail that failed before: it went well unless a failure follows. */
  const onTrial = new Map<string, number>();

  function forget({ failedActions }: CheckNotes, jail: string): void {
    onTrial.delete(jail);
    if (failedActions[jail]) {
      delete failedActions[jail];
      notes.changed('soon');
    }
  }

  return {
    /** In the order of the log, also when nobody waits for one before the next is told. */
    async hear(event: Fail2banEvent): Promise<void> {
      const known = await notes.read();
      const { failedActions } = known;
      if (event.kind === 'serverStarted') {
        Object.keys(failedActions).forEach((jail) => forget(known, jail));
      } else if (event.kind === 'jailStopped' || event.kind === 'jailCreated') {
        forget(known, event.jail);
      } else if (event.kind === 'ban' && failedActions[event.jail] && !onTrial.has(event.jail)) {
        onTrial.set(event.jail, event.at);
      } else if (event.kind === 'actionFailed' && event.phase in MEANS) {
        onTrial.delete(event.jail);
        const { action, phase, address } = event;
        const at = Math.floor(event.at);
        failedActions[event.jail] = { ...(failedActions[event.jail] ?? { action, phase, address, at }), lastAt: at };
        notes.changed('soon');
      }
    },
    /** An address is to be known to nobody. */
    async erased(text: string): Promise<void> {
      const { failedActions } = await notes.read();
      for (const failed of Object.values(failedActions).filter(({ address }) => address === text)) {
        failed.address = null;
        notes.changed('soon');
      }
    },
    /** Of those jails of which something is wrong. */
    async findings(): Promise<Finding[]> {
      const now = epochSeconds(clock);
      const known = await notes.read();
      const { failedActions } = known;
      for (const [jail, { lastAt }] of Object.entries(failedActions)) {
        const later = onTrial.get(jail);
        if (now - lastAt > REMEMBERED_SECONDS || (later !== undefined && now - later > ACTION_SECONDS)) {
          forget(known, jail);
        }
      }
      return Object.entries(failedActions).map(([jail, { action, phase, at, address }]) => {
        const whom = address === null ? '' : `, first with ${address}`;
        return wrong(jail, 'action_failed', `Action "${action}" failed ${MEANS[phase] ?? phase} at ${utcText(at)}${whom}, and no later ban is known to have gone well.`, address === null ? [] : [address]);
      });
    },
  };
}
