import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createRecordingLogger } from '../test/fakes/createRecordingLogger';
import { createFakeClock } from '../test/fakes/fakeClock';
import { isProcessAlive, mainPidOf, waitForSidecar } from './waitForSidecar';

function start(mainPid: number | null) {
  const clock = createFakeClock();
  const { logger, records } = createRecordingLogger();
  const state = { missing: 'The socket.' as string | null, alive: true };
  const began = clock.ticks();
  const code = waitForSidecar({ missing: async () => state.missing, mainPid, isAlive: () => state.alive, clock, logger });
  const ended = code.then(() => clock.ticks() - began);
  return { clock, state, code, ended, records };
}

describe('waiting for the sidecar', () => {
  it('ends well as soon as nothing is missing', async () => {
    const { clock, state, code, ended, records } = start(42);
    await clock.advance(20_000);
    expect(records).toEqual([]);
    state.missing = null;
    await clock.advance(1_000);
    expect(await code).toBe(0);
    expect(await ended).toBeLessThan(20_500);
    expect(records).toMatchObject([{ level: 'info', event: 'sidecar_awaited' }]);
  });

  it('gives up after 25 s and says what is missing', async () => {
    const { clock, code, ended, records } = start(null);
    await clock.advance(30_000);
    expect(await code).toBe(1);
    expect(await ended).toBe(25_000);
    expect(records).toMatchObject([{ level: 'error', event: 'sidecar_await_failed', fields: { reason: 'time_is_up', missing: 'The socket.' } }]);
  });

  it('ends at once with the process that it waits for, also when somebody else answers', async () => {
    const { clock, state, code, ended, records } = start(42);
    await clock.advance(1_000);
    state.alive = false;
    state.missing = null;
    await clock.advance(1_000);
    expect(await code).toBe(1);
    expect(await ended).toBeLessThanOrEqual(1_200);
    expect(records).toMatchObject([{ event: 'sidecar_await_failed', fields: { reason: 'process_ended', pid: 42 } }]);
  });

  it('knows the process by its number, and whether it lives', async () => {
    expect([undefined, '', '0', '-1', '12x', '0x10', '123'].map(mainPidOf)).toEqual([null, null, null, null, null, null, 123]);
    expect([isProcessAlive(process.pid), isProcessAlive(1)]).toEqual([true, true]);
    const child = spawn(process.execPath, ['-e', '']);
    const { pid = 0 } = child;
    await once(child, 'exit');
    expect(isProcessAlive(pid)).toBe(false);
  });
});
