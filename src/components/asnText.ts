/** "AS15169", with the name of its holder where that is known. */
export function asnText(asn: number | string, org: string | null): string {
  return org === null || org === '' ? `AS${asn}` : `AS${asn} ${org}`;
}
