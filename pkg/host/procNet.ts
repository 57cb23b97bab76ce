import { parseAddress } from '../domain/address';

/** Linux prints addresses as hex of 32-bit words in the host's byte order (little endian wherever we run). */
function addressOf(hex: string, wordsSwapped: boolean): string {
  const words = hex.match(/.{8}/g) ?? [];
  const plain = wordsSwapped ? words.map((word) => (word.match(/../g) ?? []).reverse().join('')).join('') : hex;
  const bytes = (plain.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  const text = bytes.length === 4 ? bytes.join('.') : (plain.match(/.{4}/g) ?? []).join(':');
  return parseAddress(text).text;
}

function rows(table: string, header: number): string[][] {
  return table.split('\n').slice(header).filter(Boolean).map((line) => line.trim().split(/\s+/));
}

/** /proc/net/route: Iface Destination Gateway …; no gateway is all zeros. */
export function gatewaysOfV4(table: string): string[] {
  return rows(table, 1).flatMap(([, , gateway]) => (gateway && /^[0-9A-F]{8}$/.test(gateway) && gateway !== '00000000' ? [addressOf(gateway, true)] : []));
}

/** /proc/net/ipv6_route: destination, its length, source, its length, next hop …, big endian. */
export function gatewaysOfV6(table: string): string[] {
  return rows(table, 0).flatMap(([, , , , hop]) => (hop && /^[0-9a-f]{32}$/.test(hop) && !/^0+$/.test(hop) ? [addressOf(hop, false)] : []));
}

const ESTABLISHED = '01';

/** /proc/net/tcp and tcp6: far ends of the established connections to one of our ports. */
export function peersOf(table: string, ports: readonly number[]): string[] {
  return rows(table, 1).flatMap(([, local, remote, state]) => {
    const port = Number.parseInt(local?.split(':')[1] ?? '', 16);
    const address = remote?.split(':')[0] ?? '';
    return state === ESTABLISHED && ports.includes(port) && /^([0-9A-F]{8}|[0-9A-F]{32})$/.test(address) ? [addressOf(address, true)] : [];
  });
}
