const WIDTH = { 4: 4, 6: 16 } as const;

/** What was banned, from its key: the canonical text of an address or network, or the text that is none of both. */
export function textOfKey(key: Uint8Array): string {
  const family = key[0];
  if (family !== 4 && family !== 6) {
    return Buffer.from(key.subarray(1)).toString('utf8');
  }
  const width = WIDTH[family];
  const bytes = key.subarray(1, 1 + width);
  const address = family === 4 ? bytes.join('.') : textOfV6(bytes);
  return key.length > 1 + width ? `${address}/${key[1 + width]}` : address;
}

/** As RFC 5952 wants it: the longest run of two or more zero groups, the first of equals, is left out. */
function textOfV6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, at) => ((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0));
  let run = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (groups[at + length] === 0) {
      length++;
    }
    if (length > run.length) {
      run = { at, length };
    }
    at += length;
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  return run.at < 0 ? text(groups) : `${text(groups.slice(0, run.at))}::${text(groups.slice(run.at + run.length))}`;
}
