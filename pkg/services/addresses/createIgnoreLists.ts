import type { Address } from '../../domain/address';
import { covers, parseAddress } from '../../domain/address';
import { BanguiError } from '../../domain/errors';
import { createSharedRead } from '../shared/createSharedRead';
import type { Clock } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';

/** Ignore lists change by hand only; fifty jails are fifty questions. */
const GOOD_FOR_MS = 10_000;

interface IgnoreListsDeps {
  fail2ban: Pick<Fail2banPort, 'jailNames' | 'ignoreList' | 'onConnectionLost'>;
  clock: Clock;
}

interface Entry {
  jail: string;
  text: string;
  address: Address;
}

/** The ignore lists of all running jails. Host names in them cannot be judged and are left out. */
export function createIgnoreLists({ fail2ban, clock }: IgnoreListsDeps) {
  async function load(): Promise<Entry[]> {
    // Mostly the same list in every jail: each text is read once.
    const known = new Map<string, Address | null>();
    const addressOf = (text: string) => {
      const address = known.has(text) ? known.get(text) : parsed(text);
      known.set(text, address ?? null);
      return address ?? null;
    };
    const jails = await fail2ban.jailNames();
    const lists = await Promise.all(jails.map(async (jail) => ({ jail, texts: await unlessGone(fail2ban.ignoreList(jail)) })));
    return lists.flatMap(({ jail, texts }) =>
      texts.flatMap((text) => {
        const address = addressOf(text);
        return address ? [{ jail, text, address }] : [];
      })
    );
  }

  const shared = createSharedRead({ clock, load, ttlMs: GOOD_FOR_MS, patienceMs: 1500 });
  const stop = fail2ban.onConnectionLost(shared.forget);

  return {
    /** Entries that hold all of `address`. */
    async covering(address: Address): Promise<Array<{ jail: string; entry: string }>> {
      const { value } = await shared.get();
      return value.filter((entry) => covers(entry.address, address)).map(({ jail, text }) => ({ jail, entry: text }));
    },
    stop,
  };
}

/** fail2ban keeps host bits as they were typed. */
function parsed(text: string): Address | null {
  try {
    return parseAddress(text, 'ignoreip', 'drop');
  } catch {
    return null;
  }
}

async function unlessGone(list: Promise<string[]>): Promise<string[]> {
  try {
    return await list;
  } catch (error) {
    if (error instanceof BanguiError && error.code === 'JAIL_NOT_FOUND') {
      return [];
    }
    throw error;
  }
}
