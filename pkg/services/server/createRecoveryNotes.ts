import { z } from 'zod';
import type { Logger } from '../ports/logger';
import type { NotebookPort } from '../ports/notebookPort';

/** The configuration is as before already: only a restart is wanting. */
const undone = z.boolean().default(false);

const notesSchema = z.object({
  /** The last activation, in epoch milliseconds; `revision` is the one that made it, null when it was none. */
  activation: z.object({ jail: z.string(), revision: z.number().nullable(), at: z.number(), undone }).nullable().default(null),
  /** Times in UTC epoch seconds. */
  pending: z
    .object({ jail: z.string(), revision: z.number().nullable(), activatedAt: z.number(), detectedAt: z.number(), recovered: z.boolean(), undone })
    .nullable()
    .default(null),
});
export type RecoveryNotes = z.output<typeof notesSchema>;

/** What the crash recovery remembers beyond a restart of the sidecar. What cannot be read is begun anew. */
export function createRecoveryNotes({ notebook, logger }: { notebook: NotebookPort; logger: Logger }) {
  let notes: RecoveryNotes = { activation: null, pending: null };
  let flight: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    await notebook.write(JSON.stringify(notes)).catch((error: unknown) => logger.warn('recovery_notes_unwritten', { error }));
  }

  return {
    now: (): Readonly<RecoveryNotes> => notes,
    async load(): Promise<void> {
      try {
        notes = notesSchema.parse(JSON.parse((await notebook.read()) ?? '{}'));
      } catch {
        notes = { activation: null, pending: null };
      }
    },
    /** In force at once; resolves when it is written, or could not be. */
    change(parts: Partial<RecoveryNotes>): Promise<void> {
      notes = { ...notes, ...parts };
      flight = flight.then(write);
      return flight;
    },
    written: () => flight,
  };
}
