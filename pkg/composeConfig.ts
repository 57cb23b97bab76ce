import type { PathMap } from './domain/pathMap';
import type { Archive } from './archive/createArchive';
import { createConfigReader } from './configfiles/read/createConfigReader';
import { createConfigFiles } from './configfiles/write/createConfigFiles';
import { createFilterProgram } from './fail2ban/clientProgram/createFilterProgram';
import type { Fail2banClient } from './fail2ban/createFail2banClient';
import { createConfigHost } from './host/createConfigHost';
import type { ActiveBanService } from './services/bans/createActiveBanService';
import { createActivation } from './services/config/createActivation';
import { createConfigAccess } from './services/config/createConfigAccess';
import { createConfigChanges } from './services/config/createConfigChanges';
import { createConfigFileReading } from './services/config/createConfigFileReading';
import { createConfigPlans } from './services/config/createConfigPlans';
import { createConfigReading } from './services/config/createConfigReading';
import { createConfigRecovery } from './services/config/createConfigRecovery';
import { createConfigTrial } from './services/config/createConfigTrial';
import { createConfigWatch } from './services/config/createConfigWatch';
import { createEffects } from './services/config/createEffects';
import { createOutsideNotes } from './services/config/createOutsideNotes';
import { createSafeWrite } from './services/config/createSafeWrite';
import { createScratchTidy } from './services/config/createScratchTidy';
import { createJailFates } from './services/config/createJailFates';
import { createJailTransfer } from './services/config/createJailTransfer';
import { createServerLog } from './services/config/createServerLog';
import { createServerValues } from './services/config/createServerValues';
import type { JailService } from './services/jails/createJailService';
import type { JailStates } from './services/jails/createJailStates';
import type { ClientProgramPort } from './services/ports/clientProgramPort';
import type { SampleSets } from './services/lab/createSampleSets';
import type { Clock } from './services/ports/clock';
import type { Logger } from './services/ports/logger';
import type { SingleChange } from './services/shared/createSingleChange';
import type { Surroundings } from './services/surroundings/createSurroundings';
import type { Settings } from './settings/settings';

/** Of a processor's time, for lines that no expression should need long for; a busy host takes its time. */
const FILTER_LIMIT_MS = 8_000;
const FILTER_PATIENCE_MS = 45_000;

interface ConfigParts {
  settings: Settings;
  fail2ban: Fail2banClient;
  program: ClientProgramPort;
  jails: JailService;
  jailStates: JailStates;
  activeBans: ActiveBanService;
  archive: Archive;
  surroundings: Surroundings;
  pathMap: PathMap;
  single: SingleChange;
  sampleSets: Pick<SampleSets, 'regressionOf' | 'read' | 'write'>;
  onStop: (jail: string) => void;
  onLoading: (jail: string, revision: number) => void;
  onTakenBack: (revision: number, answers: boolean) => void;
  onLoaded: (jail: string, revision: number, beganMs: number) => void;
  onUnloaded: (jail: string) => void;
  clock: Clock;
  logger: Logger;
}

/** What reads and changes fail2ban's configuration, put together: a part of the composition root. */
export function composeConfig({ settings, fail2ban, program, jails, jailStates, activeBans, archive, surroundings, pathMap, single, sampleSets, onStop, onLoading, onLoaded, onUnloaded, onTakenBack, clock, logger }: ConfigParts) {
  const { stateDir, allowCommands: allowsCommands, configWrites: writes } = settings;
  const toHere = (path: string) => pathMap.toHere(path);
  const toFail2ban = (path: string) => pathMap.toFail2ban(path);
  const host = createConfigHost();
  const files = createConfigFiles({ configDir: settings.fail2ban.configDir, stateDir, toFail2ban });
  const filterProgram = createFilterProgram({ argv: settings.fail2ban.regex, folder: stateDir, toFail2ban, limitMs: FILTER_PATIENCE_MS, processorMs: FILTER_LIMIT_MS });
  const configDir = toFail2ban(settings.fail2ban.configDir);
  // The configuration is of most interest when the server does not run.
  const version = () => fail2ban.capabilities().then((server) => server.version, program.version);
  const readerOf = (dir: string) => createConfigReader({ configDir: dir, toHere, version });
  const effects = createEffects({ readerOf });
  const trial = createConfigTrial({ files, program, filterProgram, filterLimitMs: FILTER_LIMIT_MS, host, toHere, configDir, allowsCommands, samples: (filter, dir) => sampleSets.regressionOf(filter, dir === null ? null : { dir: toHere(dir) }), effects, clock });
  const log = createServerLog({ fail2ban, host, logFile: settings.fail2ban.log, toHere });
  const activation = createActivation({ fail2ban, program, states: jailStates, log, onStop, clock });
  const serverValues = createServerValues({ fail2ban });
  const recovery = createConfigRecovery({ files, program, fail2ban, activation, serverValues, revisions: archive, clock, logger });
  const outside = createOutsideNotes({ revisions: archive, seen: archive, clock, logger });
  const safely = createSafeWrite({ files, fail2ban, fatesOf: createJailFates({ fail2ban, clock }), trial, activation, serverValues, revisions: archive, outside, jails, activeBans, onLoading, onLoaded, onUnloaded, onTakenBack, clock, logger });
  const configReading = createConfigReading({ reader: readerOf(configDir) });
  const usersOf = (action: string) => configReading.usersOf('action', action);
  const access = createConfigAccess({ surroundings, writes, allowsCommands });
  const plans = createConfigPlans({ files, revisions: archive, usersOf, allowsCommands });
  const configChanges = createConfigChanges({ files, access, plans, trial, safely, serverValues, recovery, revisions: archive, single, clock, logger });
  const jailTransfer = createJailTransfer({ reader: readerOf(configDir), changes: configChanges, samples: sampleSets, version, allowsCommands, clock, logger });
  const configWatch = createConfigWatch({ files, seen: archive, outside, inTurn: configChanges.inTurn, clock });
  const scratchTidy = createScratchTidy({ fail2ban, logger });

  return {
    configReading,
    configFileReading: createConfigFileReading({ files, access: configChanges.access }),
    configChanges,
    /** fail2ban has answered a probe. */
    async answered(): Promise<void> {
      await scratchTidy.answered();
      await configChanges.answered();
    },
    jailTransfer,
    configWatch,
    async start(): Promise<void> {
      if (writes) {
        await files.tidy();
        void configChanges.recover();
      }
    },
    async stop(): Promise<void> {
      filterProgram.close();
      scratchTidy.stop();
      await configChanges.stop();
    },
  };
}
