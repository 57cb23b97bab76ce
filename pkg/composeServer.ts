import path from 'node:path';
import { createRestartProgram } from './fail2ban/clientProgram/createRestartProgram';
import type { Fail2banClient } from './fail2ban/createFail2banClient';
import { createNotebook } from './host/createNotebook';
import type { AuditTrail } from './services/archive/createAuditTrail';
import type { ActiveBanService } from './services/bans/createActiveBanService';
import type { ConfigChanges } from './services/config/createConfigChanges';
import type { HealthService } from './services/health/createHealthService';
import type { SidecarFiguresService } from './services/health/createSidecarFigures';
import type { JailService } from './services/jails/createJailService';
import type { JailStarter } from './services/jails/createJailStarter';
import type { JailStates } from './services/jails/createJailStates';
import type { ClientProgramPort } from './services/ports/clientProgramPort';
import type { Clock } from './services/ports/clock';
import type { Logger } from './services/ports/logger';
import { createArchiveGrowth } from './services/server/createArchiveGrowth';
import { createCrashRecovery } from './services/server/createCrashRecovery';
import { createGlobalConfig } from './services/server/createGlobalConfig';
import { createLiveParameters } from './services/server/createLiveParameters';
import { createRollback } from './services/server/createRollback';
import { createServerReload } from './services/server/createServerReload';
import { createServerRestart } from './services/server/createServerRestart';
import { createSidecarInfo } from './services/server/createSidecarInfo';
import type { Operations } from './services/shared/createOperations';
import { createSharedRead } from './services/shared/createSharedRead';
import type { SingleChange } from './services/shared/createSingleChange';
import type { Surroundings } from './services/surroundings/createSurroundings';
import type { Settings } from './settings/settings';

interface ServerParts {
  settings: Settings;
  fail2ban: Fail2banClient;
  program: ClientProgramPort;
  surroundings: Surroundings;
  starter: JailStarter;
  jailStates: JailStates;
  jails: JailService;
  activeBans: ActiveBanService;
  operations: Operations;
  single: SingleChange;
  audit: AuditTrail;
  health: HealthService;
  figures: SidecarFiguresService;
  /** What the server page may do to the configuration; `assertSwitchedOn` throws when it is not to be written. */
  config: Pick<ConfigChanges, 'assertSwitchedOn' | 'setServer' | 'putBack' | 'disable'>;
  clock: Clock;
  logger: Logger;
}

/** Running the configuration takes a fail2ban-client each. */
const STREAM_GOOD_MS = 5_000;
const STREAM_PATIENCE_MS = 30_000;

/** fail2ban as a whole, put together: a part of the composition root. */
export function composeServer({ settings, fail2ban, program, surroundings, starter, jailStates: states, jails, activeBans, operations, single, audit, health, figures, config, clock, logger }: ServerParts) {
  const notebook = (name: string) => createNotebook({ file: path.join(settings.stateDir, name) });
  const recovery = createCrashRecovery({ health, fail2ban, notebook: notebook('recovery-notes.json'), clock, logger });
  const restartProgram = createRestartProgram({ argv: settings.fail2ban.restart });
  const restart = createServerRestart({ fail2ban, program, restartProgram, health, expectOutage: recovery.expectOutage, operations, single, audit, clock });
  const reload = createServerReload({ fail2ban, program, surroundings, starter, states, jails, activeBans, operations, single, audit });
  const rollback = createRollback({ recovery, restart, operations, single, audit, assertWritable: config.assertSwitchedOn, putBack: config.putBack, disable: config.disable });
  const growth = createArchiveGrowth({ size: async () => (await figures.read()).archive?.bytes ?? null, notebook: notebook('archive-growth.json'), clock });
  const sidecar = createSidecarInfo({ figures, growth, surroundings, canRestart: restart.canRestart });
  const configured = createSharedRead({ clock, load: () => program.stream().catch(() => null), ttlMs: STREAM_GOOD_MS, patienceMs: STREAM_PATIENCE_MS });
  const global = createGlobalConfig({ fail2ban, configured, sidecar: sidecar.read, assertWritable: config.assertSwitchedOn, setServer: config.setServer });
  const parameters = createLiveParameters({ fail2ban, jails, activeBans, onSet: reload.differs, clock });

  return {
    global,
    sidecar,
    reload,
    restart,
    parameters,
    recovery,
    rollback,
    /** Before the first probe. */
    async start(): Promise<void> {
      await recovery.start();
      growth.start();
    },
    /** Restarts nothing any more, and does not wait for the end of a restart. */
    letGo(): void {
      restart.stop();
      restartProgram.close();
    },
    /** When nothing is under way any more. */
    async stop(): Promise<void> {
      reload.stop();
      await Promise.all([recovery.stop(), growth.stop()]);
    },
  };
}
