import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** With slashes, relative. */
  name: string;
  content: Buffer;
  /** Permission bits: Grafana executes what was executable. */
  mode: number;
}

const REGULAR_FILE = 0o100000;
const MADE_BY_UNIX = (3 << 8) | 20;
const NEEDS_DEFLATE = 20;
const DEFLATE = 8;
const UTF8_NAMES = 0x800;
/** 1 January 1980, the oldest day the format knows: the same files make the same archive. */
const DATE = 0x21;

/** A zip file that keeps modes. Not for archives of 4 GB or 65,535 entries, which need another form. */
export function createZip(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, mode } of entries) {
    const packed = deflateRawSync(content, { level: 9 });
    const path = Buffer.from(name);
    const common = commonFields(path, content, packed);
    const local = Buffer.concat([uint32(0x04034b50), common, path, packed]);
    const central = [uint32(0x02014b50), uint16(MADE_BY_UNIX), common, uint16(0), uint16(0), uint16(0), uint32(((REGULAR_FILE | mode) << 16) >>> 0), uint32(offset), path];
    directory.push(Buffer.concat(central));
    bodies.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const count = uint16(entries.length);
  const end = Buffer.concat([uint32(0x06054b50), uint16(0), uint16(0), count, count, uint32(index.length), uint32(offset), uint16(0)]);
  return Buffer.concat([...bodies, index, end]);
}

/** What the entry itself and its line in the directory begin with. */
function commonFields(path: Buffer, content: Buffer, packed: Buffer): Buffer {
  const sizes = [uint32(crc32(content)), uint32(packed.length), uint32(content.length)];
  return Buffer.concat([uint16(NEEDS_DEFLATE), uint16(UTF8_NAMES), uint16(DEFLATE), uint16(0), uint16(DATE), ...sizes, uint16(path.length), uint16(0)]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
