import { describe, expect, it, vi } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createSingleChange } from '../shared/createSingleChange';
import { createChangeQueue } from './createChangeQueue';

describe('a change in its turn', () => {
  it('begins when the operation before it has ended, and is refused when that takes more than ten seconds', async () => {
    const [single, clock] = [createSingleChange(), createFakeClock()];
    const queue = createChangeQueue({ single, clock });
    const end = single.begin('reload', null);
    const work = vi.fn(async () => 'done');
    const soon = queue.inTurn(() => queue.alone('change_config', work));
    await clock.advance(9_000);
    expect(work).not.toHaveBeenCalled();
    end();
    expect(await soon).toBe('done');

    single.begin('restart', null);
    const late = expect(queue.inTurn(() => queue.alone('change_config', work))).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS', details: { kind: 'restart' } });
    await clock.advance(10_000);
    await late;
    expect(work).toHaveBeenCalledTimes(1);
  });
});
