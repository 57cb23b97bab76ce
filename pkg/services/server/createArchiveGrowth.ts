import { z } from 'zod';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { NotebookPort } from '../ports/notebookPort';

const DAY_SECONDS = 86_400;
const LOOK_MS = 3_600_000;
const KEPT_DAYS = 30;

const samplesSchema = z.array(z.object({ at: z.number(), bytes: z.number() })).max(1000);

interface ArchiveGrowthDeps {
  /** Of the archive, in bytes; null when it is not known. */
  size: () => Promise<number | null>;
  notebook: NotebookPort;
  clock: Clock;
}

/** How the archive grows: its size is written down once a day. Nothing of it is precious. */
export function createArchiveGrowth({ size, notebook, clock }: ArchiveGrowthDeps) {
  let samples: Promise<z.output<typeof samplesSchema>> | null = null;
  let cancelNext = () => {};
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;

  const load = async () => {
    try {
      return samplesSchema.parse(JSON.parse((await notebook.read()) ?? '[]'));
    } catch {
      return [];
    }
  };
  const read = () => (samples ??= load());

  async function look(): Promise<void> {
    const [known, bytes] = await Promise.all([read(), size()]);
    const now = epochSeconds(clock);
    const last = known.at(-1);
    // A clock that was set back starts anew.
    const valid = last !== undefined && last.at > now ? [] : known;
    if (bytes !== null && (valid.length === 0 || now - (valid.at(-1)?.at ?? 0) >= DAY_SECONDS)) {
      const kept = [...valid.filter(({ at }) => now - at <= KEPT_DAYS * DAY_SECONDS), { at: now, bytes }];
      samples = Promise.resolve(kept);
      await notebook.write(JSON.stringify(kept)).catch(() => {});
    }
  }

  function next(): void {
    looking = look().catch(() => {});
    cancelNext = stopped ? () => {} : clock.after(LOOK_MS, next);
  }

  return {
    start: next,
    /** Null before a day has passed. */
    async growth(bytes: number | null): Promise<{ bytesPerDay: number; days: number } | null> {
      const first = (await read())[0];
      const days = first === undefined ? 0 : (epochSeconds(clock) - first.at) / DAY_SECONDS;
      return first === undefined || bytes === null || days < 1 ? null : { bytesPerDay: Math.round((bytes - first.bytes) / days), days: Math.floor(days) };
    },
    async stop(): Promise<void> {
      stopped = true;
      cancelNext();
      await looking;
    },
  };
}
