import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { epochSeconds } from '../ports/clock';
import { createCheckNotes } from './createCheckNotes';
import { createSurge } from './createSurge';

const HOUR = 3600;
const DAY = 86_400;

/** An archive of forty days, in which one jail banned somebody each day. */
async function setUp() {
  const clock = createFakeClock();
  const now = () => epochSeconds(clock);
  const archive = createFakeArchive({ now }).port;
  const notes = createCheckNotes({ notebook: { read: async () => null, write: async () => {} }, clock, logger: createRecordingLogger().logger });
  const ban = (jail: string, address: string, start: number, actor: string | null = null) => archive.recordBans([{ jail, address, start, banTime: 600, origin: 'database', actor }]);
  for (let day = 1; day <= 40; day++) {
    await ban('old', `192.0.2.${day}`, now() - day * DAY);
  }
  const burst = async (jail: string, count = 30, actor: string | null = null) => {
    for (let index = 0; index < count; index++) {
      await ban(jail, `${actor === null ? '198.51' : '203.0'}.${index >> 8}.${index & 255}`, now() - 60 - index, actor);
    }
  };
  const known = async (jail: string, since: number) => void ((await notes.read()).jails[jail] = { since, lastSeen: now(), gone: false, logFiles: [], seenHere: [] });
  const surging = async (jail: string) => (await createSurge({ archive, notes, clock }).findings([jail]))[0]?.value;
  return { now, burst, known, surging };
}

describe('a burst of bans', () => {
  it('of a jail that is new proves nothing, however old the archive is', async () => {
    const { now, burst, known, surging } = await setUp();
    await burst('new');
    expect(await surging('new')).toBe(0);
    await known('new', now() - HOUR);
    expect(await surging('new')).toBe(0);
  });

  it('of a jail that is known and was always quiet is a surge', async () => {
    const { now, burst, known, surging } = await setUp();
    await known('quiet', now() - DAY);
    await burst('quiet');
    expect(await surging('quiet')).toBe(1);
    await burst('old');
    expect(await surging('old')).toBe(1);
  });

  it('that a person asked BanGUI for is no surge, nor does it hide one', async () => {
    const { burst, surging } = await setUp();
    await burst('old', 210, 'ada');
    await burst('old', 19);
    expect(await surging('old')).toBe(0);
    await burst('old', 30);
    expect(await surging('old')).toBe(1);
  });
});
