import { protocolError } from './wire';

/** A cursor over the bytes of a pickle. Everything throws FAIL2BAN_PROTOCOL_ERROR at the end of the bytes. */
export interface PickleReader {
  byte(): number;
  uint16(): number;
  uint32(): number;
  int32(): number;
  float64(): number;
  /** A little-endian two's complement integer of `size` bytes. */
  long(size: number): number | bigint;
  /** UTF-8, leniently: fail2ban passes on whatever its log lines held. */
  text(size: number): string;
  skip(size: number): void;
  atEnd(): boolean;
}

export function createPickleReader(bytes: Buffer): PickleReader {
  let at = 0;

  /** Where the next `size` bytes begin. */
  function take(size: number): number {
    const from = at;
    at += size;
    if (at > bytes.length) {
      throw protocolError('it is cut short');
    }
    return from;
  }

  return {
    byte: () => bytes[take(1)] ?? 0,
    uint16: () => bytes.readUInt16LE(take(2)),
    uint32: () => bytes.readUInt32LE(take(4)),
    int32: () => bytes.readInt32LE(take(4)),
    float64: () => bytes.readDoubleBE(take(8)),
    long: (size) => toLong(bytes.subarray(take(size), at)),
    text: (size) => bytes.toString('utf8', take(size), at),
    skip: (size) => void take(size),
    atEnd: () => at === bytes.length,
  };
}

function toLong(bytes: Buffer): number | bigint {
  const digits = Buffer.from(bytes).reverse().toString('hex');
  const value = digits === '' ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${digits}`));
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
