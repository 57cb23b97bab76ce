import type { GlobalConfig, SidecarInfo } from '../../contract/configServer';
import type { ConfigStream } from '../../domain/configStream';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { Principal } from '../../domain/principal';
import type { ServerKey, ServerParameters } from '../../domain/serverParameters';
import { blindingValues, serverArgument } from '../../domain/serverParameters';
import type { ConfigChanges } from '../config/createConfigChanges';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { SharedRead } from '../shared/createSharedRead';

interface GlobalConfigDeps {
  fail2ban: Pick<Fail2banPort, 'capabilities' | 'serverParameters' | 'flushLogs'>;
  /** What the files say; null when they cannot be read. */
  configured: Pick<SharedRead<ConfigStream | null>, 'get' | 'forget'>;
  sidecar: () => Promise<SidecarInfo>;
  /** Throws when the configuration is not to be written. */
  assertWritable: () => void;
  setServer: ConfigChanges['setServer'];
}

interface Wanted {
  logLevel?: string;
  purgeAge?: number;
  maxMatches?: number;
  reason?: string;
  confirm: boolean;
}

const KEYS = { logLevel: 'loglevel', purgeAge: 'dbpurgeage', maxMatches: 'dbmaxmatches' } as const satisfies Partial<Record<keyof ServerParameters, ServerKey>>;

export type GlobalConfigService = ReturnType<typeof createGlobalConfig>;

/** What the server as a whole runs with. Throws CONFIRMATION_NEEDED, what ConfigChanges throws and what Fail2banPort throws. */
export function createGlobalConfig({ fail2ban, configured, sidecar, assertWritable, setServer }: GlobalConfigDeps) {
  async function read(): Promise<GlobalConfig> {
    const [running, { version }, { value: stream }, own] = await Promise.all([fail2ban.serverParameters(), fail2ban.capabilities(), configured.get(), sidecar()]);
    const said = (key: string) => configuredText(stream, key);
    return {
      version,
      databaseFile: { running: running.databaseFile, configured: said('dbfile') },
      logLevel: { running: running.logLevel, configured: said('loglevel') },
      logTarget: { running: running.logTarget, configured: said('logtarget') },
      purgeAge: { running: running.purgeAge, configured: said('dbpurgeage') },
      maxMatches: { running: running.maxMatches, configured: said('dbmaxmatches') },
      warnings: blindingValues(running),
      sidecar: own,
    };
  }

  function assertKept(running: ServerParameters, { purgeAge, maxMatches }: Wanted): void {
    if (running.databaseFile === null && (purgeAge !== undefined || maxMatches !== undefined)) {
      throw invalidInput(purgeAge === undefined ? 'maxMatches' : 'purgeAge', 'fail2ban keeps no database: there is nothing that this would be about.');
    }
  }

  function assertConfirmed(running: ServerParameters, { confirm, logLevel = 'INFO', purgeAge }: Wanted): void {
    // Only what is asked for: nobody has to confirm what is so already.
    const warnings = blindingValues({ databaseFile: running.databaseFile ?? '', logLevel, purgeAge: purgeAge ?? null });
    if (warnings.length > 0 && !confirm) {
      throw new BanguiError('CONFIRMATION_NEEDED', `${warnings.map(({ message }) => message).join(' ')} Confirm to set it all the same.`, { warnings });
    }
  }

  return {
    read,
    flushLogs: () => fail2ban.flushLogs(),
    /** In the running server and in its configuration, or in neither: a reload of any jail sends the configuration's values again. */
    async set(wanted: Wanted, principal: Principal): Promise<GlobalConfig> {
      const values = (Object.keys(KEYS) as Array<keyof typeof KEYS>).flatMap((field) => {
        const value = wanted[field];
        return value === undefined ? [] : [[KEYS[field], value] as const];
      });
      if (values.length === 0) {
        throw invalidInput('body', `Name at least one of ${Object.keys(KEYS).join(', ')}.`);
      }
      values.forEach(([key, value]) => serverArgument(key, value));
      assertWritable();
      const running = await fail2ban.serverParameters();
      assertKept(running, wanted);
      assertConfirmed(running, wanted);
      await setServer(values, wanted.reason ?? '', principal).finally(configured.forget);
      return read();
    },
  };
}

function configuredText(stream: ConfigStream | null, key: string): string | null {
  const value = stream?.server.find(([, name]) => name === key)?.[2];
  return value === undefined || value === null ? null : String(value);
}
