import { z } from 'zod';
import type { Clock } from '../ports/clock';
import type { Logger } from '../ports/logger';
import type { NotebookPort } from '../ports/notebookPort';

/** Times in UTC epoch seconds. */
const notesSchema = z.object({
  /** Jails that were listed, or that the configuration enables, with when they were first known, with the log files that each watched, the latest first, and those of them that this host has had. */
  jails: z.record(z.string(), z.object({ since: z.number(), lastSeen: z.number().nullable(), gone: z.boolean(), logFiles: z.array(z.string()), seenHere: z.array(z.string()) })).default({}),
  /** By jail: when a person stopped it through BanGUI, until it is listed again. */
  stopped: z.record(z.string(), z.number()).default({}),
  /** By jail: what an action failed at first and when one failed last; nothing has succeeded since. */
  failedActions: z.record(z.string(), z.object({ action: z.string(), phase: z.string(), at: z.number(), lastAt: z.number(), address: z.string().nullable() })).default({}),
  /** By jail and file: how far fail2ban had read, since when, and when the file was first seen to have grown beyond. */
  reading: z.record(z.string(), z.object({ position: z.string(), since: z.number(), grewAt: z.number().nullable() })).default({}),
  /** By jail: what the last trial of its filter found wrong, and in which file; null for nothing. `at`: when it was last to be tried. */
  trials: z.record(z.string(), z.object({ at: z.number(), evidence: z.string().nullable(), file: z.string().nullable() })).default({}),
  /** By check and subject: the words of what is wrong, and the file or address that they name. */
  told: z.record(z.string(), z.record(z.string(), z.object({ problem: z.string().nullable(), evidence: z.string(), about: z.array(z.string()) }))).default({}),
});
export type CheckNotes = z.output<typeof notesSchema>;

const SOON_MS = 1_000;
const LATER_MS = 600_000;

interface CheckNotesDeps {
  notebook: NotebookPort;
  clock: Clock;
  logger: Logger;
}

export type CheckNotebook = ReturnType<typeof createCheckNotes>;

/** What the checks remember beyond a restart of the sidecar. Nothing of it is precious: unreadable notes are begun anew. */
export function createCheckNotes({ notebook, clock, logger }: CheckNotesDeps) {
  let notes: Promise<CheckNotes> | null = null;
  let due: { at: number; cancel: () => void } | null = null;
  let flight: Promise<void> = Promise.resolve();
  let failing = false;
  let stopped = false;

  async function load(): Promise<CheckNotes> {
    try {
      return notesSchema.parse(JSON.parse((await notebook.read()) ?? '{}'));
    } catch {
      return notesSchema.parse({});
    }
  }

  async function write(): Promise<void> {
    due?.cancel();
    due = null;
    try {
      await notebook.write(JSON.stringify(await read()));
      failing = false;
    } catch (error) {
      failing || logger.warn('check_notes_unwritten', { error });
      failing = true;
    }
  }

  const queueWrite = () => (flight = flight.then(write));
  const read = () => (notes ??= load());

  return {
    /** The notes themselves: whoever changes them says so. */
    read,
    changed(when: 'soon' | 'later'): void {
      const delayMs = when === 'soon' ? SOON_MS : LATER_MS;
      if (stopped || (due && due.at <= clock.ticks() + delayMs)) {
        return;
      }
      due?.cancel();
      due = { at: clock.ticks() + delayMs, cancel: clock.after(delayMs, () => void queueWrite()) };
    },
    /** Writes what is not yet written. */
    async stop(): Promise<void> {
      stopped = true;
      await (due ? queueWrite() : flight);
    },
  };
}
