import type { Database } from 'better-sqlite3';
import { parseAddress } from '../../domain/address';
import type { AddressFacts } from '../../services/ports/archivePort';
import { banKey, networksAround } from '../addressRange';
import type { ArchiveReads } from '../archiveEngine';
import { textOfKey } from '../textOfKey';

const MOST_UNBANS = 200;
const MOST_FAILURES = 1000;
const MOST_NEIGHBOURS = 20;
/** A large system has hundreds of thousands: nobody waits for their exact number. */
const MOST_COUNTED = 10_000;

interface Known {
  id: number;
  country: string | null;
  asn: number | null;
  org: string | null;
  bans: number;
}
type Range = { low: Buffer; high: Buffer; own: Buffer };
type Neighbour = { key: Buffer; bans: number; lastSeen: number };

/** What is known of one address, each part by an index of its own. */
export function createAddressFacts(database: Database): ArchiveReads['address'] {
  const known = database.prepare<[Buffer], Known>('SELECT addresses.*, systems.org FROM addresses LEFT JOIN systems ON systems.asn = addresses.asn WHERE key = ?');
  const jails = database
    .prepare<[number], string>('SELECT DISTINCT jails.name FROM bans INDEXED BY bans_identity CROSS JOIN jails ON jails.id = bans.jail_id WHERE bans.address_id = ? ORDER BY 1')
    .pluck();
  // Failures are known by the hour alone, and an address may have failed long before it was banned.
  const span = database.prepare<[number], { first: number | null; last: number | null }>(
    'SELECT min(start) AS first, max(start) AS last FROM bans INDEXED BY bans_identity WHERE address_id = ?'
  );
  const unbans = database.prepare<[string, number], AddressFacts['unbans'][number]>(`
    SELECT at, jails.name AS jail, address, actor, lifted
    FROM json_each(?) AS wanted CROSS JOIN unbans INDEXED BY unbans_by_key ON unbans.key = unhex(wanted.value) LEFT JOIN jails ON jails.id = unbans.jail_id
    ORDER BY at DESC, unbans.id DESC LIMIT ?`);
  const failures = database.prepare<[number, number], AddressFacts['failures'][number]>(`
    SELECT hour, jails.name AS jail, count FROM failures CROSS JOIN jails ON jails.id = failures.jail_id
    WHERE address_id = ? ORDER BY hour DESC, jail_id LIMIT ?`);
  const inNetwork = 'FROM addresses WHERE key BETWEEN @low AND @high AND key <> @own AND bans > 0';
  const neighbours = database.prepare<[Range & { limit: number }], Neighbour>(`SELECT key, bans, last_seen AS lastSeen ${inNetwork} ORDER BY bans DESC, key LIMIT @limit`);
  const neighbourCount = database.prepare<[Range & { limit: number }], number>(`SELECT count(*) FROM (SELECT 1 ${inNetwork} LIMIT @limit)`).pluck();
  const systemCount = database
    .prepare<[number, number, number], number>(
      'SELECT count(*) FROM (SELECT 1 FROM addresses INDEXED BY addresses_by_asn WHERE asn = ? AND asn IS NOT NULL AND bans > 0 AND id <> ? LIMIT ?)'
    )
    .pluck();

  function neighboursOf(address: string, row: Known | undefined): AddressFacts['neighbours'] {
    const { family } = parseAddress(address);
    const network = parseAddress(`${address}/${family === 4 ? 24 : 48}`, 'address', 'drop');
    const range = { low: bytes(`0${network.low}`), high: bytes(`0${network.high}ff`), own: bytes(banKey(address)) };
    return {
      network: network.text,
      inNetwork: neighbours.all({ ...range, limit: MOST_NEIGHBOURS }).map(({ key, ...rest }) => ({ address: textOfKey(key), ...rest })),
      inNetworkTotal: neighbourCount.get({ ...range, limit: MOST_COUNTED }) ?? 0,
      inAsnTotal: row?.asn ? (systemCount.get(row.asn, row.id, MOST_COUNTED) ?? 0) : null,
    };
  }

  const facts = (address: string): AddressFacts => {
    const key = banKey(address);
    const row = known.get(bytes(key));
    // Also unbans of networks that hold it.
    const bans = row && span.get(row.id);
    const named = [key, ...networksAround(parseAddress(address).low)];
    return {
      place: { country: row?.country ?? null, asn: row?.asn ?? null, org: row?.org ?? null },
      bans: row?.bans ?? 0,
      jails: row ? jails.all(row.id) : [],
      firstBan: bans?.first ?? null,
      lastBan: bans?.last ?? null,
      unbans: unbans.all(JSON.stringify(named), MOST_UNBANS),
      failures: row ? failures.all(row.id, MOST_FAILURES) : [],
      neighbours: neighboursOf(address, row),
    };
  };
  const inOneState = database.transaction(facts);
  return (address) => inOneState.deferred(address);
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
