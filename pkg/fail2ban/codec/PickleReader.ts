import { protocolError } from './wire';

/** A cursor over the bytes of a pickle. Everything throws FAIL2BAN_PROTOCOL_ERROR at the end of the bytes. */
export class PickleReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  byte(): number {
    return this.bytes[this.take(1)] ?? 0;
  }

  uint16(): number {
    return this.bytes.readUInt16LE(this.take(2));
  }

  uint32(): number {
    return this.bytes.readUInt32LE(this.take(4));
  }

  int32(): number {
    return this.bytes.readInt32LE(this.take(4));
  }

  float64(): number {
    return this.bytes.readDoubleBE(this.take(8));
  }

  /** A little-endian two's complement integer of `size` bytes. */
  long(size: number): number | bigint {
    const digits = Buffer.from(this.bytes.subarray(this.take(size), this.at)).reverse().toString('hex');
    const value = digits === '' ? 0n : BigInt.asIntN(size * 8, BigInt(`0x${digits}`));
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }

  /** UTF-8, leniently: fail2ban passes on whatever its log lines held. */
  text(size: number): string {
    return this.bytes.toString('utf8', this.take(size), this.at);
  }

  skip(size: number): void {
    this.take(size);
  }

  atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  /** Where the next `size` bytes begin. */
  private take(size: number): number {
    const from = this.at;
    this.at += size;
    if (this.at > this.bytes.length) {
      throw protocolError('it is cut short');
    }
    return from;
  }
}
