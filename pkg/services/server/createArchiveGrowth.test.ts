import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createArchiveGrowth } from './createArchiveGrowth';

const DAY_MS = 86_400_000;

function setUp(left: { text: string | null } = { text: null }) {
  const clock = createFakeClock();
  const archive = { bytes: 1000 as number | null };
  const notebook = { read: async () => left.text, write: async (text: string) => void (left.text = text) };
  return { clock, archive, left, growth: createArchiveGrowth({ size: async () => archive.bytes, notebook, clock }) };
}

describe('the growth of the archive', () => {
  it('is told after a first day, by day, and not as long as the size is unknown', async () => {
    const { clock, archive, growth } = setUp();
    growth.start();
    await clock.advance(DAY_MS / 2);
    expect(await growth.growth(5000)).toBeNull();
    await clock.advance(DAY_MS * 1.5);
    archive.bytes = 5000;
    expect(await growth.growth(5000)).toEqual({ bytesPerDay: 2000, days: 2 });
    expect(await growth.growth(null)).toBeNull();
    await growth.stop();
  });

  it('is of the last thirty days, and survives a restart', async () => {
    const { clock, left, growth } = setUp();
    growth.start();
    for (let day = 0; day < 40; day++) {
      await clock.advance(DAY_MS);
    }
    await growth.stop();
    expect((JSON.parse(left.text ?? '[]') as unknown[]).length).toBeLessThanOrEqual(31);
    expect(await growth.growth(1000 + 30 * 100)).toEqual({ bytesPerDay: 100, days: 30 });
    const next = setUp(left);
    await next.clock.advance(40 * DAY_MS);
    expect(await next.growth.growth(1000 + 30 * 100)).toMatchObject({ bytesPerDay: 100 });
  });

  it('begins anew after what cannot be read, or lies in the future', async () => {
    const { clock, growth, left } = setUp({ text: 'no notes' });
    growth.start();
    await clock.advance(0);
    expect(JSON.parse(left.text ?? '')).toHaveLength(1);
    const later = setUp({ text: JSON.stringify([{ at: clock.now() / 1000 + 1e6, bytes: 5 }]) });
    later.growth.start();
    await later.clock.advance(0);
    expect(JSON.parse(later.left.text ?? '')).toEqual([{ at: clock.now() / 1000, bytes: 1000 }]);
  });
});
