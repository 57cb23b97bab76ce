import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { ConfigRevisionsPort } from '../ports/configRevisionsPort';
import type { Logger } from '../ports/logger';
import type { SeenConfigPort } from '../ports/seenConfigPort';

const NOTICED_REASON = 'Changed outside of BanGUI.';

interface OutsideNotesDeps {
  revisions: Pick<ConfigRevisionsPort, 'configRevisions' | 'beginConfigRevision' | 'endConfigRevision'>;
  seen: Pick<SeenConfigPort, 'seenConfigText'>;
  clock: Clock;
  logger: Logger;
}

export type OutsideNotes = ReturnType<typeof createOutsideNotes>;

/** What people and packages do to the files by themselves becomes a revision of its own, so that it can be had back. */
export function createOutsideNotes({ revisions, seen, clock, logger }: OutsideNotesDeps) {
  /** The text that the file should have; undefined while a change of it is under way. */
  async function expectedOf(path: string): Promise<string | null | undefined> {
    const [newest] = await revisions.configRevisions(path, 1);
    if (!newest) {
      return seen.seenConfigText(path);
    }
    if (!newest.outcome) {
      return undefined;
    }
    return newest.outcome.result === 'rolled_back' || newest.outcome.result === 'recovered_old' ? newest.before : newest.after;
  }

  return {
    /** `text`: what is in the file now, null when it is gone. False when nobody can tell yet whose it is. */
    async note(path: string, text: string | null): Promise<boolean> {
      const expected = await expectedOf(path);
      if (expected !== undefined && expected !== text) {
        const at = epochSeconds(clock);
        const id = await revisions.beginConfigRevision({ at, actor: '', reason: NOTICED_REASON, kind: 'outside', path, before: expected, after: text, jails: [] });
        await revisions.endConfigRevision(id, { at, result: 'outside', words: '' });
        logger.info('config_changed_outside', { path, revision: id });
      }
      return expected !== undefined;
    },
  };
}
