import { describe, expect, it } from 'vitest';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { contextOf } from '../../../test/peer/grafanaClient';
import { createStreamShares } from './createStreamShares';

describe('shares of the streams', () => {
  it('tell apart the channels of two organisations whose data sources have the same uid', () => {
    const shares = createStreamShares({ logger: createRecordingLogger().logger });
    const here = contextOf();
    const there = { ...here, orgId: 8 };
    const end = shares.begin(here, 'events/Ly8');
    expect([shares.isRunning(here, 'events/Ly8'), shares.isRunning(there, 'events/Ly8')]).toEqual([true, false]);
    end();
    expect(shares.isRunning(here, 'events/Ly8')).toBe(false);
  });
});
