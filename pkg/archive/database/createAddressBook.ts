import type { Database } from 'better-sqlite3';
import type { Place } from '../../domain/archivedBan';
import { banKey } from '../addressRange';
import type { RollupChanges } from './createRollups';

export interface KnownAddress {
  id: number;
  key: Buffer;
  country: string | null;
  asn: number | null;
  /** This transaction made it, and has told of no ban yet. */
  isBare: boolean;
  /** Bans to be counted at the end of the transaction. */
  bans: number;
  first: number;
  last: number;
  isSeenAnew: boolean;
}

type AddressRow = Pick<KnownAddress, 'id' | 'country' | 'asn' | 'first' | 'last'>;

/** Addresses with their places and totals. What a transaction changes of the totals is collected and written once. */
export function createAddressBook(database: Database) {
  const row = database.prepare<[Buffer], AddressRow>('SELECT id, country, asn, first_seen AS first, last_seen AS last FROM addresses WHERE key = ?');
  const add = database.prepare<[Buffer, string | null, number | null, number, number]>(
    'INSERT INTO addresses (key, country, asn, first_seen, last_seen, bans) VALUES (?, ?, ?, ?, ?, 1)'
  );
  const count = database.prepare<[number, number, number, number]>(
    'UPDATE addresses SET bans = bans + ?, first_seen = ?, last_seen = ? WHERE id = ?'
  );
  const see = database.prepare<[number, number, number]>('UPDATE addresses SET first_seen = ?, last_seen = ? WHERE id = ?');
  const place = database.prepare<[string | null, number | null, number], Pick<Place, 'country' | 'asn'>>(
    'UPDATE addresses SET country = coalesce(?, country), asn = coalesce(?, asn) WHERE id = ? RETURNING country, asn'
  );
  const bansElsewhere = database.prepare<[number, string | null, number | null], { id: number; start: number; jailId: number; country: string | null; asn: number | null }>(
    'SELECT id, start, jail_id AS jailId, country, asn FROM bans INDEXED BY bans_identity WHERE address_id = ? AND NOT (country IS ? AND asn IS ?)'
  );
  const placeBan = database.prepare<[string | null, number | null, number]>('UPDATE bans SET country = ?, asn = ? WHERE id = ?');
  const name = database.prepare<[number, string]>(
    'INSERT INTO systems (asn, org) VALUES (?, ?) ON CONFLICT DO UPDATE SET org = excluded.org WHERE org <> excluded.org'
  );

  return function begin(rollups: RollupChanges) {
    const known = new Map<string, KnownAddress>();
    const named = new Map<number, string>();

    function nameSystem({ asn, org }: Place): void {
      if (asn !== null && org !== null && named.get(asn) !== org) {
        name.run(asn, org);
        named.set(asn, org);
      }
    }

    /** Where an address is, also for its bans of before. */
    function settle(id: number, given: Pick<Place, 'country' | 'asn'>): void {
      const settled = place.get(given.country, given.asn, id);
      if (!settled) {
        return;
      }
      const { country, asn } = settled;
      for (const ban of bansElsewhere.all(id, country, asn)) {
        rollups.move(ban, { ...ban, country, asn });
        placeBan.run(country, asn, ban.id);
      }
    }

    function create(key: Buffer, at: number, given: Place | undefined): KnownAddress {
      const { country = null, asn = null } = given ?? {};
      const id = Number(add.run(key, country, asn, at, at).lastInsertRowid);
      // The row counts one ban already: most addresses are new, and come with one.
      return { id, key, country, asn, isBare: true, bans: -1, first: at, last: at, isSeenAnew: false };
    }

    function lookUp(key: Buffer): KnownAddress | null {
      const stored = row.get(key);
      return stored ? { ...stored, key, isBare: false, bans: 0, isSeenAnew: false } : null;
    }

    /** Null when it is not known. */
    function find(address: string): KnownAddress | null {
      const found = known.get(address) ?? lookUp(keyOf(address));
      if (found) {
        known.set(address, found);
      }
      return found;
    }

    return {
      find,
      /** The address, made when it is not known; it was seen at that time. */
      see(address: string, at: number, given?: Place): KnownAddress {
        const remembered = known.get(address);
        const key = remembered?.key ?? keyOf(address);
        const former = remembered ?? lookUp(key);
        const found = former ?? create(key, at, given);
        if (found !== remembered) {
          known.set(address, found);
        }
        seen(found, at);
        // Each source knows of one thing or the other: what it does not know is no news.
        const [country, asn] = [given?.country ?? found.country, given?.asn ?? found.asn];
        const isElsewhere = found.country !== country || found.asn !== asn;
        if (given && (!former || isElsewhere)) {
          nameSystem(given);
        }
        if (isElsewhere) {
          Object.assign(found, { country, asn });
          settle(found.id, { country, asn });
        }
        return found;
      },
      settle,
      nameSystem,
      flush(): void {
        for (const { id, bans, first, last, isSeenAnew } of known.values()) {
          if (bans !== 0) {
            count.run(bans, first, last, id);
          } else if (isSeenAnew) {
            see.run(first, last, id);
          }
        }
      },
    };
  };
}

const keyOf = (address: string): Buffer => Buffer.from(banKey(address), 'hex');

/** First and last it was heard of. */
export function seen(address: KnownAddress, at: number): void {
  if (at < address.first || at > address.last) {
    address.first = Math.min(address.first, at);
    address.last = Math.max(address.last, at);
    address.isSeenAnew = true;
  }
}
