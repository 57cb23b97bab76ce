import { EventEmitter } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { writeAll } from './writeAll';

/** A call whose reader takes nothing until told. */
function slowCall() {
  const written: string[] = [];
  const call = Object.assign(new EventEmitter(), {
    cancelled: false,
    write(message: string): boolean {
      written.push(message);
      return false;
    },
  });
  // Only what writeAll uses of a call is here.
  return { call, written, asCall: call as unknown as ServerWritableStream<unknown, string> };
}

describe('writeAll', () => {
  it('waits for the reader between messages', async () => {
    const { call, written, asCall } = slowCall();
    const done = writeAll(asCall, ['a', 'b']);
    await Promise.resolve();
    expect(written).toEqual(['a']);
    call.emit('drain');
    await Promise.resolve();
    await Promise.resolve();
    expect(written).toEqual(['a', 'b']);
    call.emit('drain');
    await done;
    expect(call.listenerCount('drain') + call.listenerCount('cancelled')).toBe(0);
  });

  it('takes no further message once the reader has gone', async () => {
    const { call, written, asCall } = slowCall();
    const taken: string[] = [];
    function* messages() {
      for (const message of ['a', 'b', 'c']) {
        taken.push(message);
        yield message;
      }
    }
    const done = writeAll(asCall, messages());
    call.cancelled = true;
    call.emit('cancelled');
    await done;
    expect(written).toEqual(['a']);
    expect(taken).not.toContain('c');
  });
});
