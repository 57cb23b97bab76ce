type Json = Record<string, unknown>;

/** These let through, or only tell. */
const HARMLESS = ['accept', 'return', 'continue'];

/** Of `nft -j list ruleset`: source addresses in rules that do not let through, and the elements of the sets that such rules match sources with. Throws a SyntaxError. */
export function readNft(text: string): string[] {
  const parsed: unknown = JSON.parse(text);
  const entries = isJson(parsed) && Array.isArray(parsed.nftables) ? parsed.nftables.filter(isJson) : [];
  const sets = new Map<string, unknown[]>();
  for (const { set, map } of entries) {
    const one = isJson(set) ? set : map;
    if (isJson(one)) {
      sets.set(`${String(one.family)} ${String(one.table)} ${String(one.name)}`, Array.isArray(one.elem) ? one.elem : []);
    }
  }
  return entries.flatMap(({ rule }) => (isJson(rule) && Array.isArray(rule.expr) ? sourcesOf(rule, rule.expr.filter(isJson), sets) : []));
}

function sourcesOf(rule: Json, expressions: readonly Json[], sets: ReadonlyMap<string, unknown[]>): string[] {
  const turnsAway = expressions.some((one) => 'drop' in one || 'reject' in one || 'jump' in one || 'goto' in one || 'vmap' in one || 'queue' in one || 'xt' in one);
  if (!turnsAway || expressions.some((one) => HARMLESS.some((verdict) => verdict in one))) {
    return [];
  }
  return expressions.flatMap((one) => {
    const match = isJson(one.match) ? one.match : null;
    if (!match || (match.op !== '==' && match.op !== 'in') || !isSource(match.left)) {
      return [];
    }
    const name = typeof match.right === 'string' && match.right.startsWith('@') ? match.right.slice(1) : null;
    return name === null ? textsOf(match.right) : (sets.get(`${String(rule.family)} ${String(rule.table)} ${name}`) ?? []).flatMap(textsOf);
  });
}

/** `ip saddr`, or a concatenation that begins with it. */
function isSource(left: unknown): boolean {
  if (!isJson(left)) {
    return false;
  }
  const first = Array.isArray(left.concat) ? left.concat[0] : left;
  return isJson(first) && isJson(first.payload) && first.payload.field === 'saddr' && (first.payload.protocol === 'ip' || first.payload.protocol === 'ip6');
}

/** An element is a text, or an object that says what kind it is. */
function textsOf(element: unknown): string[] {
  if (typeof element === 'string') {
    return [element];
  }
  if (!isJson(element)) {
    return [];
  }
  const { prefix, range, elem, set, concat } = element;
  if (isJson(prefix)) {
    return [`${String(prefix.addr)}/${String(prefix.len)}`];
  }
  if (Array.isArray(range)) {
    return [range.map(String).join('-')];
  }
  if (Array.isArray(concat)) {
    return textsOf(concat[0]);
  }
  return isJson(elem) ? textsOf(elem.val) : Array.isArray(set) ? set.flatMap(textsOf) : [];
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
