const NANOSECONDS = 1_000_000_000;
const WORD = 2 ** 32;

export interface Validity {
  nullCount: number;
  /** One bit a row, set where there is a value; absent when there is one everywhere. */
  nullBitmap?: Uint8Array;
}

export function validity(values: readonly unknown[]): Validity {
  if (!values.includes(null)) {
    return { nullCount: 0 };
  }
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8));
  let nullCount = 0;
  for (let row = 0; row < values.length; row += 1) {
    if (values[row] === null) {
      nullCount += 1;
    } else {
      const byte = row >> 3;
      nullBitmap[byte] = (nullBitmap[byte] ?? 0) | (1 << (row & 7));
    }
  }
  return { nullCount, nullBitmap };
}

export function numberColumn(values: ReadonlyArray<number | null>): Float64Array {
  const column = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    column[row] = values[row] ?? 0;
  }
  return column;
}

/**
 * Epoch seconds as 64-bit nanoseconds. Whole seconds are written as two words instead of a BigInt each:
 * the low word is exact in 32-bit arithmetic, and the high one is what remains, where a double's error is far below a half.
 */
export function timeColumn(seconds: ReadonlyArray<number | null>): BigInt64Array {
  const column = new BigInt64Array(seconds.length);
  const words = new Int32Array(column.buffer);
  for (let row = 0; row < seconds.length; row += 1) {
    const value = seconds[row] ?? 0;
    if (Number.isInteger(value)) {
      const low = Math.imul(value, NANOSECONDS) >>> 0;
      words[row * 2] = low;
      words[row * 2 + 1] = Math.round((value * NANOSECONDS - low) / WORD);
    } else {
      column[row] = BigInt(Math.round(value * 1e6)) * 1000n;
    }
  }
  return column;
}

export interface TextColumn {
  data: Uint8Array;
  /** Where each value starts in `data`, and where the last one ends. */
  valueOffsets: Int32Array;
}

export function textColumn(values: ReadonlyArray<string | null>): TextColumn {
  const valueOffsets = new Int32Array(values.length + 1);
  let joined = '';
  for (let row = 0; row < values.length; row += 1) {
    joined += values[row] ?? '';
    valueOffsets[row + 1] = joined.length;
  }
  const data = Buffer.from(joined, 'utf8');
  return { data, valueOffsets: data.length === joined.length ? valueOffsets : byteOffsets(values) };
}

function byteOffsets(values: ReadonlyArray<string | null>): Int32Array {
  const offsets = new Int32Array(values.length + 1);
  let end = 0;
  for (let row = 0; row < values.length; row += 1) {
    end += Buffer.byteLength(values[row] ?? '', 'utf8');
    offsets[row + 1] = end;
  }
  return offsets;
}
