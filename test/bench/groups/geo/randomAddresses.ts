/** The same ones at each run; only those that `wanted` takes. */
export function randomAddresses(count: number, family: 4 | 6, wanted: (address: string) => boolean): string[] {
  let state = 0x2545f491;
  const random = (below: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  const group = () => random(0x10000).toString(16);
  const made: string[] = [];
  while (made.length < count) {
    // IPv6 networks are handed out between 2001: and 2c0f:, most of them as 2a00: to 2a0f:.
    const address = family === 4 ? Array.from({ length: 4 }, () => random(256)).join('.') : `${(random(2) === 0 ? 0x2a00 + random(16) : 0x2001 + random(0xc0f)).toString(16)}:${group()}:${group()}::${group()}`;
    if (wanted(address)) {
      made.push(address);
    }
  }
  return made;
}
