import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../test/fakes/fakeClock';
import { createOwnProcess } from './createOwnProcess';

function blockFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    // Nothing else gets a turn.
  }
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('the own process', () => {
  it('tells how late the event loop was in the window before', async () => {
    const clock = createFakeClock();
    const own = createOwnProcess({ clock });
    own.start();
    try {
      await turn();
      blockFor(200);
      await turn();
      expect(own.eventLoopLag().max).toBeGreaterThan(0.1);
      await clock.advance(30_000);
      const { max, p99 } = own.eventLoopLag();
      expect(max).toBeGreaterThan(0.1);
      expect(p99).toBeLessThanOrEqual(max);
      expect(own.eventLoopLag()).toEqual(own.eventLoopLag());
      await clock.advance(30_000);
      expect(own.eventLoopLag().max).toBeLessThan(max);
    } finally {
      own.stop();
    }
  });

  it('tells what is free on a disk, and not what it cannot know', async () => {
    const own = createOwnProcess({ clock: createFakeClock() });
    expect(await own.freeBytes(tmpdir())).toBeGreaterThan(0);
    expect(await own.freeBytes('/nonexistent')).toBeNull();
    expect(own.residentBytes()).toBeGreaterThan(1_000_000);
    expect(own.uptimeSeconds()).toBeGreaterThan(0);
    expect(own.eventLoopLag()).toEqual({ min: 0, max: 0, mean: 0, p50: 0, p90: 0, p99: 0 });
  });
});
