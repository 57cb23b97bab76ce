import type { Operation } from '../../contract/bans';
import type { JailChange } from '../../contract/jailControl';
import { BanguiError } from '../../domain/errors';
import { assertJailName } from '../../domain/jailName';
import type { Principal } from '../../domain/principal';
import type { ActiveBanService } from '../bans/createActiveBanService';
import type { AuditTrail } from '../archive/createAuditTrail';
import type { JailService } from './createJailService';
import type { JailStates } from './createJailStates';
import type { Operations } from '../shared/createOperations';
import type { SingleChange } from '../shared/createSingleChange';
import { createSingleChange } from '../shared/createSingleChange';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { JailStarter } from './createJailStarter';
import { noteOf, othersNote } from './notes';

interface JailControlDeps {
  fail2ban: Pick<Fail2banPort, 'counters' | 'stopJail' | 'setIdle'>;
  starter: JailStarter;
  states: Pick<JailStates, 'changed'>;
  jails: Pick<JailService, 'assertRunning' | 'invalidate'>;
  activeBans: Pick<ActiveBanService, 'invalidate'>;
  operations: Operations;
  audit: AuditTrail;
  /** A jail is about to be stopped, and once more when it was. */
  onStop?: (jail: string) => void;
  /** A jail was taken away. */
  onDeactivated?: (jail: string) => void;
  /** Shared with whatever else changes jails or the server. */
  single?: SingleChange;
}

type Kind = Extract<Operation['kind'], 'stop_jail' | 'start_jail' | 'idle_jail'>;

export type JailControl = ReturnType<typeof createJailControl>;

/**
 * Stops, starts and pauses jails, one at a time: a second request meanwhile throws OPERATION_IN_PROGRESS, as what it was based on is about to change.
 * Throws JAIL_NOT_FOUND, JAIL_ALREADY_ACTIVE, SURROUNDINGS_MISMATCH, FAIL2BAN_REJECTED and what Fail2banPort throws.
 */
export function createJailControl({ fail2ban, starter, states, jails, activeBans, operations, audit, onStop = () => {}, onDeactivated = () => {}, single = createSingleChange() }: JailControlDeps) {

  async function exclusively(kind: Kind, request: { jail: string; on?: boolean }, principal: Principal, work: () => Promise<JailChange>): Promise<Operation> {
    const { jail } = request;
    assertJailName(jail);
    const end = single.begin(kind, jail);
    return operations.run({
      kind,
      total: 1,
      async run(step, changed) {
        try {
          changed(await work());
          step({ jail, requested: 1, changed: 1, error: null });
        } finally {
          end();
          jails.invalidate();
          activeBans.invalidate([jail]);
        }
      },
      endedLate(operation) {
        audit.record({ principal, action: kind, result: operation.state === 'done' ? 'done' : 'failed', fields: { request, reply: operation } });
      },
    });
  }

  async function stop(jail: string): Promise<JailChange> {
    const [before] = await fail2ban.counters([jail]);
    if (!before) {
      throw new BanguiError('JAIL_NOT_FOUND', `fail2ban runs no jail "${jail}".`, { jail });
    }
    onStop(jail);
    await fail2ban.stopJail(jail);
    onStop(jail);
    onDeactivated(jail);
    states.changed(jail, null);
    const lifted = before.currentlyBanned;
    return { jail, liftedBans: lifted, notes: [...(lifted > 0 ? [noteOf('bans_lifted', lifted)] : []), noteOf('returns_at_next_reload')] };
  }

  async function setIdle(jail: string, on: boolean): Promise<JailChange> {
    await jails.assertRunning([jail]);
    await fail2ban.setIdle(jail, on);
    const [counters = null] = await fail2ban.counters([jail]).catch(() => []);
    states.changed(jail, on, counters);
    return { jail, liftedBans: 0, notes: [noteOf(on ? 'expiry_frozen' : 'expiry_resumes')] };
  }

  async function start(jail: string): Promise<JailChange> {
    const others = othersNote(await starter.start(jail));
    states.changed(jail, false);
    return { jail, liftedBans: 0, notes: [noteOf('bans_return'), ...(others ? [others] : [])] };
  }

  return {
    stop: (jail: string, principal: Principal) => exclusively('stop_jail', { jail }, principal, () => stop(jail)),
    start: (jail: string, principal: Principal) => exclusively('start_jail', { jail }, principal, () => start(jail)),
    setIdle: (jail: string, on: boolean, principal: Principal) => exclusively('idle_jail', { jail, on }, principal, () => setIdle(jail, on)),
  };
}
