import type { Dump } from '../../pkg/domain/configuredJails';
import { createActivation } from '../../pkg/services/config/createActivation';
import { createConfigAccess } from '../../pkg/services/config/createConfigAccess';
import { createConfigChanges } from '../../pkg/services/config/createConfigChanges';
import { createConfigPlans } from '../../pkg/services/config/createConfigPlans';
import { createConfigRecovery } from '../../pkg/services/config/createConfigRecovery';
import type { ConfigTrial } from '../../pkg/services/config/createConfigTrial';
import { createConfigTrial } from '../../pkg/services/config/createConfigTrial';
import { createEffects } from '../../pkg/services/config/createEffects';
import { createJailFates } from '../../pkg/services/config/createJailFates';
import { createOutsideNotes } from '../../pkg/services/config/createOutsideNotes';
import { createSafeWrite } from '../../pkg/services/config/createSafeWrite';
import { createServerLog } from '../../pkg/services/config/createServerLog';
import { createServerValues } from '../../pkg/services/config/createServerValues';
import type { ClientProgramPort } from '../../pkg/services/ports/clientProgramPort';
import type { Clock } from '../../pkg/services/ports/clock';
import type { ConfigRevisionsPort } from '../../pkg/services/ports/configRevisionsPort';
import type { Fail2banPort } from '../../pkg/services/ports/fail2banPort';
import type { Logger } from '../../pkg/services/ports/logger';
import { createSingleChange } from '../../pkg/services/shared/createSingleChange';
import type { createFakeConfigFiles } from '../fakes/createFakeConfigFiles';
import { createFakeSeenConfig } from '../fakes/createFakeSeenConfig';
import { createFakeStageReader } from '../fakes/createFakeStageReader';

interface Given {
  fail2ban: Fail2banPort;
  program: ClientProgramPort;
  folder: ReturnType<typeof createFakeConfigFiles>;
  revisions: ConfigRevisionsPort;
  dump: Dump | null;
  clock: Clock;
  logger: Logger;
  writes?: boolean;
  samples?: () => Awaited<ReturnType<Parameters<typeof createConfigTrial>[0]['samples']>>;
  single?: ReturnType<typeof createSingleChange>;
  onLoading?: (jail: string, revision: number) => void;
  onTakenBack?: (revision: number, answers: boolean) => void;
  onLoaded?: (jail: string, revision: number) => void;
  onUnloaded?: (jail: string) => void;
}

/** The changes of a configuration in memory. */
export function createConfigServices({ fail2ban, program, folder, revisions, dump, clock, logger, writes = true, samples = () => ({ failing: [] }), single = createSingleChange(), onLoading = () => {}, onLoaded = () => {}, onUnloaded = () => {}, onTakenBack = () => {} }: Given) {
  const files = folder.port;
  const log = createServerLog({ fail2ban, host: { logEnd: async () => null, logSince: async () => null }, logFile: null, toHere: (path) => path });
  const activation = createActivation({ fail2ban, program, states: { runs: async () => null }, log, onStop: () => {}, clock });
  const trial: ConfigTrial = createConfigTrial({
    files,
    program,
    filterProgram: { tryLines: async () => null },
    filterLimitMs: 1000,
    host: { realPath: async (path) => path },
    toHere: (path) => path,
    configDir: '/etc/fail2ban',
    allowsCommands: false,
    samples: async (_filter, dir) => (dir === null ? { failing: [] } : samples()),
    effects: createEffects({ readerOf: (dir) => createFakeStageReader(folder.stages.get(dir) ?? new Map()) }),
    clock,
  });
  const serverValues = createServerValues({ fail2ban });
  const recovery = createConfigRecovery({ files, program, fail2ban, activation, serverValues, revisions, clock, logger });
  const unheard = { invalidate: () => {} };
  const safely = createSafeWrite({ files, fail2ban, fatesOf: createJailFates({ fail2ban, clock }), trial, activation, serverValues, revisions, outside: createOutsideNotes({ revisions, seen: createFakeSeenConfig().port, clock, logger }), jails: unheard, activeBans: unheard, onLoading, onLoaded, onUnloaded, onTakenBack, clock, logger });
  const surroundings = { allow: async () => dump, limits: () => [] };
  const access = createConfigAccess({ surroundings, writes, allowsCommands: false });
  const plans = createConfigPlans({ files, revisions, usersOf: async () => [], allowsCommands: false });
  const changes = createConfigChanges({ files, access, plans, trial, safely, serverValues, recovery, revisions, single, clock, logger });
  return { changes, single };
}
