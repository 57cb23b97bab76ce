import { BanguiError } from '../../domain/errors';
import type { Clock } from '../ports/clock';
import type { ConfigFile, ConfigFilesPort } from '../ports/configFilesPort';
import type { SeenConfigFile, SeenConfigPort } from '../ports/seenConfigPort';
import type { OutsideNotes } from './createOutsideNotes';

interface ConfigWatchDeps {
  files: Pick<ConfigFilesPort, 'list' | 'look' | 'read'>;
  seen: SeenConfigPort;
  outside: OutsideNotes;
  clock: Pick<Clock, 'now'>;
  /** Beside no change of our own. */
  inTurn: (work: () => Promise<void>) => Promise<void>;
}

export type ConfigWatch = ReturnType<typeof createConfigWatch>;

/** Compares the files of the configuration with what they were, and notes what others have changed. The first look only remembers. */
export function createConfigWatch({ files, seen, outside, inTurn, clock }: ConfigWatchDeps) {
  /** Size and time of each file when it was last read. */
  const looks = new Map<string, string>();

  /** Undefined for what is as it was, or cannot be read as text. */
  async function read(path: string): Promise<ConfigFile | null | undefined> {
    const facts = await files.look(path);
    const look = facts === null ? '' : `${facts.size} ${facts.modified}`;
    if (looks.get(path) === look) {
      return undefined;
    }
    const file = await files.read(path).catch((error: unknown) => {
      if (error instanceof BanguiError && error.code === 'INVALID_INPUT') {
        return undefined;
      }
      throw error;
    });
    // What was written within the last seconds could be written again and look the same.
    facts !== null && facts.modified < clock.now() / 1000 - 2 ? looks.set(path, look) : looks.delete(path);
    return file;
  }

  async function look(): Promise<void> {
    const known = new Map((await seen.seenConfig()).map(({ path, digest }) => [path, digest]));
    const isFirst = known.size === 0;
    const changed: SeenConfigFile[] = [];
    for (const path of new Set([...(await files.list()), ...known.keys()])) {
      const file = await read(path);
      if (file === undefined || file?.digest === known.get(path)) {
        continue;
      }
      if (isFirst || (await outside.note(path, file?.text ?? null))) {
        changed.push({ path, file });
      } else {
        looks.delete(path);
      }
    }
    changed.length > 0 && (await seen.putSeenConfig(changed));
  }

  return {
    /** Throws a DATABASE_ error. A folder that cannot be read is told of elsewhere. */
    run: (): Promise<void> =>
      inTurn(look).catch((error: unknown) => {
        if (!(error instanceof BanguiError) || error.code !== 'SURROUNDINGS_MISMATCH') {
          throw error;
        }
      }),
  };
}
