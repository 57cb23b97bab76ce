import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createMaintenance } from './createMaintenance';
import type { ArchivePort } from '../ports/archivePort';

const DAY = 86_400;

function setUp({ keepBansDays = 730 as number | null, override = {} as Partial<ArchivePort> } = {}) {
  const clock = createFakeClock();
  const now = Math.floor(clock.now() / 1000);
  const { port } = createFakeArchive();
  const { logger, records, events } = createRecordingLogger();
  const calls: string[] = [];
  const archive = {
    ...port,
    backup: async () => (calls.push('backup'), { file: 'copy', bytes: 7 }),
    ...override,
  };
  const maintenance = createMaintenance({ archive, keepBansDays, keepFailuresDays: 30, clock, logger });
  const ban = (address: string, age: number) => ({ jail: 'sshd', address, start: now - age * DAY, banTime: 600, origin: 'own' as const });
  const kept = async () => (await port.history({ from: 0, to: now }, 10)).map(({ address }) => address);
  return { port, maintenance, ban, kept, records, events, calls };
}

describe('the daily maintenance', () => {
  it('forgets bans that are too old, and copies the rest', async () => {
    const { port, maintenance, ban, kept, calls, records } = setUp();
    await port.recordBans([ban('192.0.2.1', 731), ban('192.0.2.2', 729)]);
    await maintenance.run();
    expect(await kept()).toEqual(['192.0.2.2']);
    expect(calls).toEqual(['backup']);
    expect(records).toMatchObject([{ level: 'info', event: 'archive_maintained', fields: { forgotten_bans: 1, backup_bytes: 7 } }]);
  });

  it('keeps bans for ever where that is wanted', async () => {
    const { port, maintenance, ban, kept } = setUp({ keepBansDays: null });
    await port.recordBans([ban('192.0.2.1', 5000)]);
    await maintenance.run();
    expect(await kept()).toEqual(['192.0.2.1']);
  });

  it('does not put a damaged archive in the place of the last sound copy', async () => {
    const { maintenance, calls, records } = setUp({ override: { integrity: async () => ['row 7 missing from index bans_by_start'] } });
    await expect(maintenance.run()).rejects.toMatchObject({ code: 'DATABASE_CORRUPTED' });
    expect(calls).toEqual([]);
    expect(records).toMatchObject([{ level: 'error', event: 'archive_damaged', fields: { damage: ['row 7 missing from index bans_by_start'] } }]);
  });

  it('says when sums had to be mended', async () => {
    const { maintenance, events } = setUp({ override: { rebuildRollups: async () => ({ differed: 3 }) } });
    await maintenance.run();
    expect(events()).toEqual(['archive_sums_mended', 'archive_maintained']);
  });

  it('asks in small steps until nothing old is left, and stops when it is told to', async () => {
    let left = 3;
    const step = async () => ({ bans: 5000, failures: 0, unbans: 0, addresses: 0, done: --left === 0 });
    const { maintenance, records } = setUp({ override: { forget: step } });
    await maintenance.run();
    expect(records.at(-1)?.fields).toMatchObject({ forgotten_bans: 15_000 });
    maintenance.stop();
    await maintenance.run();
    expect(records).toHaveLength(1);
  });

  it('begins no further step once it is stopped', async () => {
    const asked: string[] = [];
    const set = setUp({ override: { integrity: async () => (asked.push('integrity'), set.maintenance.stop(), []), rebuildRollups: async () => (asked.push('sums'), { differed: 0 }) } });
    await set.maintenance.run();
    expect(asked).toEqual(['integrity']);
    expect(set.calls).toEqual([]);
  });
});
