import type { JailCounters } from '../../domain/jail';
import { createFail2banClient } from '../../fail2ban/createFail2banClient';
import type { Clock } from '../../services/ports/clock';
import type { ServerFiles } from '../../services/ports/fail2banPort';
import type { Logger } from '../../services/ports/logger';

export interface Fail2banFacts {
  version: string;
  jails: JailCounters[];
  server: ServerFiles;
}

const nothing = () => undefined;
const silent: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Asks the running server over its socket; rejects with the reason why it cannot. */
export async function askFail2ban(socketPath: string, clock: Clock): Promise<Fail2banFacts> {
  const fail2ban = createFail2banClient({ socketPath, clock, logger: silent });
  try {
    const { version } = await fail2ban.capabilities();
    return { version, jails: await fail2ban.counters(await fail2ban.jailNames()), server: await fail2ban.serverFiles() };
  } finally {
    await fail2ban.close();
  }
}
