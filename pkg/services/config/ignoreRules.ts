import { parseAddress } from '../../domain/address';
import { invalidInput } from '../../domain/errors';

const LOOPBACK = parseAddress('127.0.0.1');
/** Wider ones hold a good part of all who attack. */
const WIDEST = { 4: 8, 6: 16 } as const;

type Options = Readonly<Record<string, readonly string[] | null>>;

/** Ignored by every jail: throws INVALID_INPUT for what would let nearly everybody in, or lock this host out from itself. `others`: what the other files say. */
export function assertLetsIn(options: Options, others: (option: string) => readonly string[] | undefined): void {
  const networks = addressesOf(options.ignoreip ?? []);
  const wide = networks.find(({ family, prefix }) => prefix < WIDEST[family]);
  if (wide) {
    throw invalidInput('ignoreip', `ignoreip: ${wide.text} for all jails would let nearly everybody in. For all of them a network has at least /${WIDEST[wide.family]}.`);
  }
  if (!('ignoreip' in options || 'ignoreself' in options)) {
    return;
  }
  const [self] = options.ignoreself ?? others('ignoreself') ?? ['true'];
  const ignored = options.ignoreip ?? others('ignoreip') ?? [];
  const isLocal = ignored.some((line) => /%\(|\blocalhost\b/.test(line)) || addressesOf(ignored).some(({ low, high }) => low <= LOOPBACK.low && LOOPBACK.high <= high);
  if (self !== undefined && /^(?:false|no|off|0)$/i.test(self) && !isLocal) {
    throw invalidInput('ignoreip', 'ignoreip must name 127.0.0.0/8 when ignoreself is false: any jail could ban this host from itself.');
  }
}

function addressesOf(lines: readonly string[]) {
  const words = lines.flatMap((line) => line.split(/[\s,]+/)).filter((word) => /^[\d.:/a-f]+$/i.test(word) && /[.:]/.test(word));
  return words.flatMap((word) => {
    try {
      return [parseAddress(word, 'ignoreip', 'drop')];
    } catch {
      return [];
    }
  });
}
