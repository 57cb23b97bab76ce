import { EventEmitter } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { describe, expect, it, vi } from 'vitest';
import { writeAll } from './writeAll';

/** A call whose reader takes nothing until told. */
function slowCall() {
  const written: string[] = [];
  const waiting: Array<() => void> = [];
  const call = Object.assign(new EventEmitter(), {
    cancelled: false,
    write(message: string, done: () => void): boolean {
      written.push(message);
      waiting.push(done);
      return true;
    },
  });
  // Only what writeAll uses of a call is here.
  return { call, written, take: () => waiting.shift()?.(), asCall: call as unknown as ServerWritableStream<unknown, string> };
}

async function* messages(taken: string[]) {
  for (const message of ['a', 'b', 'c']) {
    taken.push(message);
    yield message;
  }
}

describe('writeAll', () => {
  it('waits for the reader between messages, and asks for none ahead', async () => {
    const { call, written, take, asCall } = slowCall();
    const taken: string[] = [];
    const done = writeAll(asCall, messages(taken));
    for (const expected of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
      await vi.waitFor(() => expect(written).toEqual(expected));
      expect(taken).toEqual(expected);
      take();
    }
    await done;
    expect(call.listenerCount('cancelled')).toBe(0);
  });

  it('takes no further message once the reader has gone', async () => {
    const { call, written, asCall } = slowCall();
    const taken: string[] = [];
    const done = writeAll(asCall, messages(taken));
    await vi.waitFor(() => expect(written).toEqual(['a']));
    call.cancelled = true;
    call.emit('cancelled');
    await done;
    expect(written).toEqual(['a']);
    expect(taken).not.toContain('c');
  });
});
