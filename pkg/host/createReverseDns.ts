import { Resolver } from 'node:dns/promises';
import { isPublic } from '../domain/address';
import type { Clock } from '../services/ports/clock';
import type { ReverseDnsPort } from '../services/ports/reverseDnsPort';

const LIMIT_MS = 1000;
const GOOD_FOR_MS = 3_600_000;
const MOST_KEPT = 1000;
/** Whoever owns an address writes its name: anything may stand there. */
const HOST_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?$/;

interface ReverseDnsDeps {
  clock: Clock;
  /** Those of the system when absent. */
  servers?: readonly string[];
}

/** Asks the system's name servers once, with a limit; public addresses only. Names and their absence are kept for an hour. */
export function createReverseDns({ clock, servers }: ReverseDnsDeps): ReverseDnsPort {
  const resolver = new Resolver({ timeout: LIMIT_MS, tries: 1 });
  if (servers) {
    resolver.setServers(servers);
  }
  const kept = new Map<string, { askedMs: number; name: Promise<string | null> }>();

  /** A resolver with several servers asks them one after the other: the limit holds for all of them. */
  async function ask(address: string): Promise<string | null> {
    let cancel = () => {};
    const late = new Promise<null>((resolve) => {
      cancel = clock.after(LIMIT_MS, () => resolve(null));
    });
    const names = resolver.reverse(address).then(
      (found) => found.find((name) => HOST_NAME.test(name)) ?? null,
      () => null
    );
    return Promise.race([names, late]).finally(() => cancel());
  }

  return {
    async nameOf(address) {
      if (!isPublic(address)) {
        return null;
      }
      const known = kept.get(address);
      if (known && clock.ticks() - known.askedMs < GOOD_FOR_MS) {
        return known.name;
      }
      const name = ask(address);
      kept.delete(address);
      kept.set(address, { askedMs: clock.ticks(), name });
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) {
          break;
        }
        kept.delete(oldest);
      }
      return name;
    },
  };
}
