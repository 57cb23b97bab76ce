import { describe, expect, it, vi } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { FIGURES } from '../../../test/peer/pluginDeps';
import { BanguiError } from '../../domain/errors';
import type { ArchiveSize } from './createSidecarFigures';
import { createSidecarFigures } from './createSidecarFigures';

const SIZE: ArchiveSize = { bytes: 4096, bans: 12, addresses: 7 };

function setUp() {
  const clock = createFakeClock();
  const size = vi.fn(async () => SIZE);
  const { loki, follow, history, jobs, eventLoopLag, residentBytes, uptime, freeBytes } = FIGURES;
  const asked: string[] = [];
  const figures = createSidecarFigures({
    version: '0.1.0',
    archive: { size },
    lateWrites: () => 3,
    loki: () => loki,
    follow: () => follow,
    behindBytes: () => 512,
    history: () => history,
    jobs: () => jobs,
    ownProcess: { uptimeSeconds: () => uptime, residentBytes: () => residentBytes, eventLoopLag: () => eventLoopLag, freeBytes: async (path) => (asked.push(path), freeBytes) },
    stateDir: '/var/lib/bangui',
    clock,
    logger: createRecordingLogger().logger,
  });
  return { clock, size, figures, asked };
}

describe('the figures of the sidecar', () => {
  it('gather what the services know', async () => {
    const { figures, asked } = setUp();
    expect(await figures.read()).toEqual({ ...FIGURES, lateWrites: 3, follow: { ...FIGURES.follow, behindBytes: 512 } });
    expect(asked).toEqual(['/var/lib/bangui']);
  });

  it('count the archive once a minute, however often they are asked for', async () => {
    const { clock, size, figures } = setUp();
    await Promise.all([figures.read(), figures.read()]);
    await clock.advance(59_999);
    await figures.read();
    expect(size).toHaveBeenCalledTimes(1);
    await clock.advance(1);
    await figures.read();
    expect(size).toHaveBeenCalledTimes(2);
  });

  it('do not wait for an archive that is at work, and tell its last size', async () => {
    const { clock, size, figures } = setUp();
    await figures.read();
    let answer = (_size: ArchiveSize) => {};
    size.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    await clock.advance(60_000);
    const reading = figures.read();
    await clock.advance(500);
    expect((await reading).archive).toEqual(SIZE);
    const again = figures.read();
    await clock.advance(500);
    await again;
    expect(size).toHaveBeenCalledTimes(2);
    answer({ ...SIZE, bans: 13 });
    await clock.advance(0);
    expect((await figures.read()).archive).toEqual({ ...SIZE, bans: 13 });
  });

  it('know no size of an archive that cannot be read', async () => {
    const { clock, size, figures } = setUp();
    await figures.read();
    size.mockRejectedValue(new BanguiError('DATABASE_UNAVAILABLE', 'No.'));
    await clock.advance(60_000);
    expect((await figures.read()).archive).toBeNull();
  });
});
