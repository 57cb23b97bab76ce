import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFramer } from './createFramer';
import { END } from './wire';

/** Bytes in which beginnings of the end marker are frequent. */
const noise = fc
  .array(fc.oneof(fc.constantFrom('<', '<F2B_END_', '<F2B_END_COMMAND', 'END_COMMAND>'), fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 12 })
  .map((parts) => Buffer.from(parts.join('')))
  .filter((message) => Buffer.concat([message, END]).indexOf(END) === message.length);

describe('createFramer', () => {
  it('finds the same messages over any split of the stream', () => {
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (messages, sizes) => {
        const stream = Buffer.concat(messages.flatMap((message) => [message, END]));
        const framer = createFramer();
        const found: Buffer[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          found.push(...framer.push(stream.subarray(at, at + size)));
          at += size;
        }
        expect(found.map(String)).toEqual(messages.map(String));
      }),
      { numRuns: 1000 }
    );
  });

  it('searches a long reply once, however small its chunks are', () => {
    const framer = createFramer();
    const searched = { bytes: 0 };
    const chunk = Buffer.alloc(1000);
    const search = Buffer.prototype.indexOf;
    Buffer.prototype.indexOf = function (this: Buffer, ...args: Parameters<typeof search>) {
      searched.bytes += this.length;
      return search.apply(this, args);
    };
    try {
      for (let i = 0; i < 2000; i++) {
        framer.push(chunk);
      }
    } finally {
      Buffer.prototype.indexOf = search;
    }
    expect(searched.bytes).toBeLessThan(2000 * 1000 * 1.1);
    expect(framer.push(END)[0]?.length).toBe(2_000_000);
  });

  it('refuses a message that is too long, ended or not', () => {
    const tooLong = expect.objectContaining({ code: 'FAIL2BAN_PROTOCOL_ERROR' });
    expect(() => createFramer(10).push(Buffer.concat([Buffer.alloc(11), END]))).toThrow(tooLong);
    expect(() => createFramer(10).push(Buffer.alloc(50))).toThrow(tooLong);
    expect(createFramer(10).push(Buffer.concat([Buffer.alloc(10), END]))).toEqual([Buffer.alloc(10)]);
  });
});
