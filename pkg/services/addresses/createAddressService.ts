import type { AddressPage, EraseResponse } from '../../contract/addresses';
import type { GeoDetail } from '../../contract/geo';
import { SPECIAL_RANGES } from '../../contract/geoSources';
import type { Address } from '../../domain/address';
import { parseAddress } from '../../domain/address';
import { BanguiError, invalidInput } from '../../domain/errors';
import { createIgnoreLists } from './createIgnoreLists';
import type { ActiveBanService } from '../bans/createActiveBanService';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { ReverseDnsPort } from '../ports/reverseDnsPort';

const MOST_BANS = 200;

interface AddressServiceDeps {
  archive: Pick<ArchivePort, 'address' | 'history' | 'erase'>;
  activeBans: Pick<ActiveBanService, 'page'>;
  fail2ban: Pick<Fail2banPort, 'jailNames' | 'ignoreList' | 'onConnectionLost'>;
  placeOf: (address: string) => Promise<GeoDetail>;
  /** Null: switched off. */
  reverseDns: ReverseDnsPort | null;
  /** What was erased of the archive; nothing else may keep it either. */
  onErased?: (text: string) => void;
  clock: Clock;
}

export type AddressService = ReturnType<typeof createAddressService>;

/** Everything about one address. Throws INVALID_INPUT and what the archive throws; without fail2ban the rest still answers. */
export function createAddressService({ archive, activeBans, fail2ban, placeOf, reverseDns, onErased = () => {}, clock }: AddressServiceDeps) {
  const ignoreLists = createIgnoreLists({ fail2ban, clock });

  /** Written as a network of one address: "2001:db8::" alone would also find what begins like it. */
  async function activeOn({ text, prefix }: Address): Promise<AddressPage['active']> {
    const { bans } = await activeBans.page({ search: `${text}/${prefix}`, sort: 'start', order: 'desc', page: 1, pageSize: 1000 });
    return bans;
  }

  return {
    async page(input: string): Promise<AddressPage> {
      const address = parseAddress(input, 'ip');
      if (address.isNetwork) {
        throw invalidInput('ip', 'This is a network: give a single address.');
      }
      const { text, low, high } = address;
      const [facts, bans, active, ignoredBy, known, hostName] = await Promise.all([
        archive.address(text),
        archive.history({ from: 0, to: Number.MAX_SAFE_INTEGER, addresses: { low, high } }, MOST_BANS),
        nullWithoutFail2ban(activeOn(address)),
        nullWithoutFail2ban(ignoreLists.covering(address)),
        placeOf(text),
        reverseDns?.nameOf(text) ?? null,
      ]);
      const { place, unbans, failures, neighbours, ...totals } = facts;
      return {
        address: text,
        special: SPECIAL_RANGES.find((range) => range === known.source) ?? null,
        active,
        ignoredBy,
        totals,
        geo: {
          country: known.country_code ?? place.country,
          countryName: known.country_name,
          asn: known.asn ?? place.asn,
          org: known.org ?? place.org,
          city: known.city,
          source: known.source,
        },
        hostName,
        bans: bans.map((ban) => ({ ...ban, approximate: ban.origin === 'observed' })),
        unbans,
        failures,
        neighbours,
      };
    },
    /** An address, a network that was banned itself, or any other text that was banned, such as a user name. */
    async erase(input: string): Promise<EraseResponse> {
      const address = addressOrProblem(input);
      if (!(address instanceof BanguiError)) {
        const done = await archive.erase(address.text);
        onErased(address.text);
        return done;
      }
      if (input === '') {
        throw address;
      }
      const erased = await archive.erase(input);
      onErased(input);
      if (erased.bans + erased.unbans + erased.failures === 0) {
        throw address;
      }
      return erased;
    },
    stop: ignoreLists.stop,
  };
}

function addressOrProblem(input: string): Address | BanguiError {
  try {
    return parseAddress(input.trim(), 'ip');
  } catch (error) {
    if (error instanceof BanguiError) {
      return error;
    }
    throw error;
  }
}

async function nullWithoutFail2ban<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof BanguiError && error.code.startsWith('FAIL2BAN_')) {
      return null;
    }
    throw error;
  }
}
