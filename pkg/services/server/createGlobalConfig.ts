import type { GlobalConfig, SidecarInfo } from '../../contract/configServer';
import type { ConfigStream } from '../../domain/configStream';
import { BanguiError, invalidInput } from '../../domain/errors';
import { setOptions } from '../../domain/iniEdit';
import type { ServerKey, ServerParameters } from '../../domain/serverParameters';
import { blindingValues, serverArgument } from '../../domain/serverParameters';
import type { ConfigFilesPort } from '../ports/configFilesPort';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { SharedRead } from '../shared/createSharedRead';
import type { SingleChange } from '../shared/createSingleChange';

/** Read after all others, so what it says holds. */
export const SERVER_FILE = 'fail2ban.d/zz-bangui.local';

interface GlobalConfigDeps {
  fail2ban: Pick<Fail2banPort, 'capabilities' | 'serverParameters' | 'setServerParameter' | 'flushLogs'>;
  files: Pick<ConfigFilesPort, 'read' | 'write'>;
  /** What the files say; null when they cannot be read. */
  configured: Pick<SharedRead<ConfigStream | null>, 'get' | 'forget'>;
  sidecar: () => Promise<SidecarInfo>;
  /** Throws when the configuration is not to be written. */
  assertWritable: () => void;
  single: SingleChange;
}

interface Wanted {
  logLevel?: string;
  purgeAge?: number;
  maxMatches?: number;
  confirm: boolean;
}

const KEYS = { logLevel: 'loglevel', purgeAge: 'dbpurgeage', maxMatches: 'dbmaxmatches' } as const satisfies Partial<Record<keyof ServerParameters, ServerKey>>;
type Field = keyof typeof KEYS;

export type GlobalConfigService = ReturnType<typeof createGlobalConfig>;

/** What the server as a whole runs with. Throws INVALID_INPUT, CONFIRMATION_NEEDED, OPERATION_IN_PROGRESS, SURROUNDINGS_MISMATCH, REVISION_CONFLICT and what Fail2banPort throws. */
export function createGlobalConfig({ fail2ban, files, configured, sidecar, assertWritable, single }: GlobalConfigDeps) {
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

  /** Sets all of them, or throws with the server as it was. */
  async function setRunning(changes: ReadonlyArray<[Field, string | number]>, before: ServerParameters): Promise<void> {
    const done: Field[] = [];
    try {
      for (const [field, value] of changes) {
        done.push(field);
        await fail2ban.setServerParameter(KEYS[field], value);
      }
    } catch (error) {
      for (const field of done) {
        const former = before[field];
        former !== null && (await fail2ban.setServerParameter(KEYS[field], former).catch(() => {}));
      }
      throw error;
    }
  }

  return {
    read,
    flushLogs: () => fail2ban.flushLogs(),
    /** In the running server and in its configuration, or in neither: a reload of any jail sends the configuration's values again. */
    async set(wanted: Wanted): Promise<GlobalConfig> {
      const changes = (Object.keys(KEYS) as Field[]).flatMap((field): Array<[Field, string | number]> => {
        const value = wanted[field];
        return value === undefined ? [] : [[field, value]];
      });
      if (changes.length === 0) {
        throw invalidInput('body', `Name at least one of ${Object.keys(KEYS).join(', ')}.`);
      }
      const options = Object.fromEntries(changes.map(([field, value]) => [KEYS[field], [serverArgument(KEYS[field], value)]]));
      assertWritable();
      const end = single.begin('set_server', null);
      try {
        const before = await fail2ban.serverParameters();
        assertKept(before, wanted);
        assertConfirmed(before, wanted);
        const file = await files.read(SERVER_FILE);
        await files.write({ path: SERVER_FILE, text: setOptions(file?.text ?? '', 'Definition', options), expected: file?.digest ?? null });
        try {
          await setRunning(changes, before);
        } catch (error) {
          const written = await files.read(SERVER_FILE);
          await files.write({ path: SERVER_FILE, text: file?.text ?? null, expected: written?.digest ?? null });
          throw error;
        }
        configured.forget();
        return await read();
      } finally {
        end();
      }
    },
  };
}

function configuredText(stream: ConfigStream | null, key: string): string | null {
  const value = stream?.server.find(([, name]) => name === key)?.[2];
  return value === undefined || value === null ? null : String(value);
}
