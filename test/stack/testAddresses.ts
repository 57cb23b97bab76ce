/**
 * Addresses that belong to nobody (RFC 5737, RFC 3849). The generator attacks from these; 192.0.2.1 to 192.0.2.99 and
 * 2001:db8::/64 are left to people and tests, so that a ban made by hand is never mixed up with a generated one.
 */
export function attackerAddress(index: number): string {
  if (index % 5 === 4) {
    return `2001:db8:bad:${(Math.floor(index / 5) % 0xffff).toString(16)}::1`;
  }
  const host = index - Math.floor(index / 5);
  const pools = ['203.0.113', '198.51.100'];
  return `${pools[host % pools.length]}.${1 + (Math.floor(host / pools.length) % 254)}`;
}

/** Up to 131,070 different addresses of the range kept for benchmarks (RFC 2544). */
export function benchAddresses(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, offset) => {
    const index = from + offset + 1;
    return `198.${18 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;
  });
}
