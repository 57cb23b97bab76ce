import type { PendingRecovery } from '../../contract/configServer';
import { BanguiError } from '../../domain/errors';
import type { HealthService } from '../health/createHealthService';
import type { Clock } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { Logger } from '../ports/logger';
import type { NotebookPort } from '../ports/notebookPort';
import type { RecoveryNotes } from './createRecoveryNotes';
import { createRecoveryNotes } from './createRecoveryNotes';

/** fail2ban that goes offline within this time of an activation, the last millisecond included, has most likely died of it. */
const BLAMED_MS = 60_000;

interface CrashRecoveryDeps {
  health: Pick<HealthService, 'probe'>;
  fail2ban: Pick<Fail2banPort, 'onConnectionLost'>;
  notebook: NotebookPort;
  clock: Clock;
  logger: Logger;
}

/** What a rollback has to undo; `revision` null: the jail was loaded without a change of its configuration. */
export interface RecoveryTask {
  jail: string;
  revision: number | null;
  /** The configuration is as before already. */
  undone: boolean;
}

export type CrashRecovery = ReturnType<typeof createCrashRecovery>;

/** Knows of the last activation, and whether fail2ban went down over it. A busy fail2ban has not gone down. */
export function createCrashRecovery({ health, fail2ban, notebook, clock, logger }: CrashRecoveryDeps) {
  const notes = createRecoveryNotes({ notebook, logger });
  /** Since when fail2ban has not answered, in epoch milliseconds: the moment at which it closed the connection. */
  let lostAt: number | null = null;
  let offline = false;
  let expected = 0;
  let rollingBack = false;
  /** The activation before one that is under way, which counts again when that comes to nothing. */
  let earlier: RecoveryNotes['activation'] = null;

  const stopListening = fail2ban.onConnectionLost(() => {
    lostAt ??= clock.now();
  });

  function judge(): void {
    const { activation, pending } = notes.now();
    const since = activation === null || lostAt === null ? Number.NaN : lostAt - activation.at;
    if (activation === null || lostAt === null || pending !== null || expected > 0 || !(since >= 0 && since <= BLAMED_MS)) {
      return;
    }
    const { jail, revision, at, undone } = activation;
    logger.warn('activation_crash_detected', { jail, seconds_since_activation: since / 1000 });
    void notes.change({ pending: { jail, revision, activatedAt: Math.floor(at / 1000), detectedAt: Math.floor(lostAt / 1000), recovered: false, undone } });
  }

  function resolve(how: 'online_again' | 'rolled_back' | 'dismissed', jail: string): void {
    logger.info('pending_recovery_resolved', { jail, how });
  }

  /** Throws NO_PENDING_RECOVERY. */
  function open(): NonNullable<ReturnType<typeof notes.now>['pending']> {
    const { pending } = notes.now();
    if (pending === null) {
      throw new BanguiError('NO_PENDING_RECOVERY', 'fail2ban did not go down over an activation, or that was dealt with already.');
    }
    return pending;
  }

  return {
    /** Before the first probe. */
    start: notes.load,
    async stop(): Promise<void> {
      stopListening();
      await notes.written();
    },
    /** A jail is about to be activated by a revision: fail2ban may go down over it before it is. */
    noteActivating(jail: string, revision: number): void {
      const { activation } = notes.now();
      earlier = activation?.revision === revision ? earlier : activation;
      void notes.change({ activation: { jail, revision, at: clock.now(), undone: false } });
    },
    /** What a revision activated is as before on disk; `answers`: in fail2ban as well. Resolves after a probe where that is in question. */
    async noteTakenBack(revision: number, answers: boolean): Promise<void> {
      const { activation, pending } = notes.now();
      if (activation?.revision === revision) {
        void notes.change({ activation: answers ? earlier : { ...activation, undone: true } });
      }
      if (pending?.revision === revision) {
        void notes.change({ pending: { ...pending, undone: true } });
      }
      if (!answers) {
        await health.probe();
      }
    },
    /** A jail was activated, by this revision of the configuration; `beganMs`: when that began, in epoch milliseconds. Resolves after a probe. */
    async noteActivation(jail: string, revision: number | null, beganMs = clock.now()): Promise<void> {
      void notes.change({ activation: { jail, revision, at: beganMs, undone: false } });
      if (offline) {
        judge();
      }
      await health.probe();
    },
    /** A jail was deactivated: what happens from now on is not the fault of its activation. Resolves after a probe. */
    async noteDeactivation(jail: string): Promise<void> {
      if (notes.now().activation?.jail === jail) {
        void notes.change({ activation: null });
      }
      await health.probe();
    },
    /** The health service has found fail2ban gone. */
    wentOffline(): void {
      offline = true;
      lostAt ??= clock.now();
      judge();
    },
    /** fail2ban has answered a probe. */
    answered(): void {
      const { pending } = notes.now();
      offline = false;
      lostAt = null;
      if (pending && !pending.recovered) {
        void notes.change({ pending: { ...pending, recovered: true } });
        resolve('online_again', pending.jail);
      }
    },
    /** An outage is our own doing until the returned function is called; one that lasts longer is judged then. */
    expectOutage(): () => void {
      expected++;
      let over = false;
      return () => {
        expected -= over ? 0 : 1;
        over = true;
        if (offline) {
          judge();
        }
      };
    },
    pending(): PendingRecovery | null {
      const { pending } = notes.now();
      return pending && { jail_name: pending.jail, activated_at: pending.activatedAt, detected_at: pending.detectedAt, recovered: pending.recovered, undone: pending.undone };
    },
    /** What a rollback undoes. Throws NO_PENDING_RECOVERY. */
    task(): RecoveryTask {
      const { jail, revision, undone } = open();
      return { jail, revision, undone };
    },
    /** Nobody dismisses what is being rolled back, until the returned function is called. */
    hold(): () => void {
      rollingBack = true;
      return () => {
        rollingBack = false;
      };
    },
    /** What was undone can crash nothing any more, whatever becomes of the restart that follows. */
    undone(): void {
      const { pending } = notes.now();
      void notes.change({ activation: null, pending: pending && { ...pending, undone: true } });
    },
    /** Throws NO_PENDING_RECOVERY, and OPERATION_IN_PROGRESS for a dismissal during a rollback. */
    async close(how: 'rolled_back' | 'dismissed'): Promise<void> {
      const { jail } = open();
      if (rollingBack && how === 'dismissed') {
        throw new BanguiError('OPERATION_IN_PROGRESS', `The activation of ${jail} is being rolled back.`, { kind: 'rollback', jail });
      }
      const written = notes.change(how === 'rolled_back' ? { pending: null, activation: null } : { pending: null });
      resolve(how, jail);
      await written;
    },
  };
}
