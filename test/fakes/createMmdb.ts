import { parseAddress } from '../../pkg/domain/address';

type Value = string | number | { [key: string]: Value };

/** The bytes of a small MaxMind DB file: a record for each network, none inside another. */
export function createMmdb(networks: Record<string, Value>, { ipVersion = 6, builtAt = 1_767_225_600 }: { ipVersion?: 4 | 6; builtAt?: number } = {}): Buffer {
  // A node has two places: another node, an index into the records, or nothing.
  const nodes: Array<Array<{ node: number } | { record: number } | null>> = [[null, null]];
  const records: Buffer[] = [];
  for (const [text, value] of Object.entries(networks)) {
    const bits = bitsOf(text, ipVersion);
    records.push(encode(value));
    let at = 0;
    bits.slice(0, -1).forEach((bit) => {
      const next = nodes[at]?.[bit];
      if (next && 'node' in next) {
        at = next.node;
      } else {
        (nodes[at] ?? [])[bit] = { node: nodes.push([null, null]) - 1 };
        at = nodes.length - 1;
      }
    });
    (nodes[at] ?? [])[bits.at(-1) ?? 0] = { record: records.length - 1 };
  }
  const offsets = records.map((_, index) => Buffer.concat(records.slice(0, index)).length);
  const tree = Buffer.alloc(nodes.length * 8);
  nodes.flat().forEach((place, index) => {
    const value = place === null ? nodes.length : 'node' in place ? place.node : nodes.length + 16 + (offsets[place.record] ?? 0);
    tree.writeUInt32BE(value, index * 4);
  });
  const metadata = { binary_format_major_version: 2, binary_format_minor_version: 0, build_epoch: builtAt, database_type: 'Test', ip_version: ipVersion, node_count: nodes.length, record_size: 32 };
  return Buffer.concat([tree, Buffer.alloc(16), ...records, Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), encode({ ...metadata, description: {} })]);
}

function bitsOf(network: string, ipVersion: 4 | 6): Array<0 | 1> {
  const { low, prefix, family } = parseAddress(network);
  const own = [...low.slice(1)].flatMap((digit) => [8, 4, 2, 1].map((bit): 0 | 1 => (Number.parseInt(digit, 16) & bit ? 1 : 0))).slice(0, prefix);
  return family === 4 && ipVersion === 6 ? [...Array.from({ length: 96 }, (): 0 => 0), ...own] : own;
}

function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return Buffer.concat([control(2, text.length), text]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
  }
  const entries = Object.entries(value);
  return Buffer.concat([control(7, entries.length), ...entries.flatMap(([key, inner]) => [encode(key), encode(inner)])]);
}

/** Lengths up to 284 are enough here. */
function control(type: number, size: number): Buffer {
  return size < 29 ? Buffer.from([(type << 5) | size]) : Buffer.from([(type << 5) | 29, size - 29]);
}
