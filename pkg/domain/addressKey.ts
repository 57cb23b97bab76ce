/**
 * A sortable key of a single address: "4" and 8 hex digits, or "6" and 32.
 * Keys of one family compare as their addresses do, so a network is a range of keys.
 * Null for text that is no address. Lists of 100,000 bans pass here: no library parse, one pass over the text.
 */
export function addressKey(text: string): string | null {
  return text.includes(':') ? keyOfV6(text) : keyOfV4(text, '4');
}

/** The key of the first address of the network that the address of `key` is in. */
export function firstKey(key: string, prefix: number): string {
  const digits = key.length - 1;
  const fixed = Math.floor(prefix / 4);
  if (fixed === digits) {
    return key;
  }
  const partial = Number.parseInt(key.charAt(1 + fixed), 16) & (0xf0 >> prefix % 4);
  return key.slice(0, 1 + fixed) + partial.toString(16) + '0'.repeat(digits - fixed - 1);
}

/** The key of the last address of the network that starts at key `low`. */
export function lastKey(low: string, prefix: number): string {
  const digits = low.length - 1;
  const fixed = Math.floor(prefix / 4);
  if (fixed === digits) {
    return low;
  }
  const partial = Number.parseInt(low.charAt(1 + fixed), 16) | (0xf >> prefix % 4);
  return low.slice(0, 1 + fixed) + partial.toString(16) + 'f'.repeat(digits - fixed - 1);
}

function keyOfV4(text: string, head: string): string | null {
  let key = head;
  let octet = -1;
  let octets = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 46;
    if (code === 46) {
      if (octet < 0 || octet > 255) {
        return null;
      }
      key += octet < 16 ? '0' + octet.toString(16) : octet.toString(16);
      octets++;
      octet = -1;
    } else if (code >= 48 && code <= 57) {
      octet = (octet < 0 ? 0 : octet) * 10 + code - 48;
    } else {
      return null;
    }
  }
  return octets === 4 ? key : null;
}

function keyOfV6(text: string): string | null {
  const halves = text.split('::');
  if (halves.length > 2) {
    return null;
  }
  const isWhole = halves.length === 1;
  const head = groups(halves[0] ?? '', isWhole);
  const tail = isWhole ? '' : groups(halves[1] ?? '', true);
  if (head === null || tail === null) {
    return null;
  }
  const missing = 32 - head.length - tail.length;
  return (isWhole ? missing === 0 : missing >= 4) ? '6' + head + '0'.repeat(missing) + tail : null;
}

/** Only what ends an address may end in an IPv4 address. */
function groups(text: string, endsAddress: boolean): string | null {
  if (text === '') {
    return '';
  }
  let key = '';
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const dotted = endsAddress && index === parts.length - 1 ? keyOfV4(part, '') : null;
      if (dotted === null) {
        return null;
      }
      key += dotted;
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      key += part.toLowerCase().padStart(4, '0');
    } else {
      return null;
    }
  }
  return key;
}
