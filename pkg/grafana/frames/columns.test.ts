import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textColumn, timeColumn, validity } from './columns';

const LAST_SECOND = 9_223_372_036;

describe('columns', () => {
  it('every whole second becomes exactly its nanoseconds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -LAST_SECOND, max: LAST_SECOND })), (seconds) => {
        expect([...timeColumn(seconds)]).toEqual(seconds.map((second) => BigInt(second) * 1_000_000_000n));
      })
    );
  });

  it('every text can be cut out again by its offsets', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string({ unit: 'grapheme' }))), (texts) => {
        const { data, valueOffsets } = textColumn(texts);
        const cut = texts.map((_, row) => Buffer.from(data.subarray(valueOffsets[row], valueOffsets[row + 1])).toString('utf8'));
        expect(cut).toEqual(texts.map((text) => text ?? ''));
      })
    );
  });

  it('marks what is there, and nothing when all is', () => {
    expect(validity([1, 2])).toEqual({ nullCount: 0 });
    expect(validity([1, null, 3, null, 5, 6, 7, 8, 9, null])).toEqual({ nullCount: 3, nullBitmap: Uint8Array.of(0b11110101, 0b01) });
  });
});
