const LONGEST = 40;

/** The uid of a data source's rule; Grafana takes no more than forty characters, so that a long data source uid is hashed. */
export function ruleUid(dataSourceUid: string, ruleId: string): string {
  const plain = `bangui-${dataSourceUid}-${ruleId}`;
  return plain.length <= LONGEST ? plain : `bangui-${fnv1a(dataSourceUid)}-${ruleId}`;
}

function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
