import type { Database } from 'better-sqlite3';
import type { ArchiveWrites } from '../archiveEngine';
import { banKey } from '../addressRange';
import type { Counting } from './createRollups';
import { createErasures } from './createErasures';
import { createRollups } from './createRollups';

/** Rows of each kind that one call forgets: it holds the write lock for a fraction of a second. */
const AT_ONCE = 2000;
const NO_NUMBER = -1;

type CountedBan = Counting & { id: number; addressId: number };
interface Failures {
  addressId: number;
  hour: number;
  jailId: number;
  count: number;
}

/** Takes out of the archive what is too old, and what somebody wants gone. To be called inside a transaction. */
export function createForgetting(database: Database): Pick<ArchiveWrites, 'forget' | 'erase'> {
  const rollups = createRollups(database);
  const erasures = createErasures(database);
  const BAN = 'SELECT id, address_id AS addressId, jail_id AS jailId, start, country, asn FROM bans';
  const oldBans = database.prepare<[{ before: number; limit: number }], CountedBan>(`
    ${BAN} INDEXED BY bans_by_start
    WHERE start < @before AND (ended_at < @before OR ended_at IS NULL AND ban_time >= 0 AND start + ban_time < @before)
    ORDER BY start LIMIT @limit`);
  const bansOf = database.prepare<[number], CountedBan>(`${BAN} INDEXED BY bans_identity WHERE address_id = ?`);
  const dropLines = database.prepare('DELETE FROM ban_lines WHERE ban_id = ?');
  const dropBan = database.prepare('DELETE FROM bans WHERE id = ?');
  const discount = database.prepare<[number, number]>('UPDATE addresses SET bans = bans - ? WHERE id = ?');
  const dropUnused = database.prepare(
    'DELETE FROM addresses WHERE id = ? AND bans = 0 AND NOT EXISTS (SELECT 1 FROM failures WHERE address_id = addresses.id) AND NOT EXISTS (SELECT 1 FROM bans WHERE address_id = addresses.id)'
  );
  const dropUnbans = database.prepare<[number, number]>('DELETE FROM unbans WHERE id IN (SELECT id FROM unbans INDEXED BY unbans_by_time WHERE at < ? LIMIT ?)');
  const dropLife = database.prepare<[number, number]>('DELETE FROM life WHERE id IN (SELECT id FROM life INDEXED BY life_by_time WHERE at < ? LIMIT ?)');
  const FAILURES = 'SELECT address_id AS addressId, hour, jail_id AS jailId, count FROM failures';
  const oldFailures = database.prepare<[number, number], Failures>(`${FAILURES} INDEXED BY failures_by_hour WHERE hour < ? LIMIT ?`);
  const failuresOf = database.prepare<[number], Failures>(`${FAILURES} WHERE address_id = ?`);
  const dropFailures = database.prepare('DELETE FROM failures WHERE address_id = ? AND hour = ? AND jail_id = ?');
  const idOf = database.prepare<[Buffer], number>('SELECT id FROM addresses WHERE key = ?').pluck();
  const dropOutgoing = database.prepare<[string]>('DELETE FROM outbox WHERE kind IN (1, 2) AND ref IN (SELECT value FROM json_each(?))');
  const dropUnbansOf = database.prepare<[Buffer, string]>('DELETE FROM unbans WHERE key = ? OR (key IS NULL AND address = ?)');

  function removeBans(bans: readonly CountedBan[]): void {
    const counts = rollups();
    const perAddress = new Map<number, number>();
    for (const ban of bans) {
      dropLines.run(ban.id);
      dropBan.run(ban.id);
      counts.change(ban, -1);
      perAddress.set(ban.addressId, (perAddress.get(ban.addressId) ?? 0) + 1);
    }
    perAddress.forEach((number, id) => discount.run(number, id));
    dropOutgoing.run(JSON.stringify(bans.map(({ id }) => id)));
    counts.flush();
  }

  function removeFailures(failures: readonly Failures[]): number {
    return failures.reduce((sum, { addressId, hour, jailId, count }) => {
      dropFailures.run(addressId, hour, jailId);
      return sum + count;
    }, 0);
  }

  function removeUnused(ids: Iterable<number>): number {
    return [...new Set(ids)].reduce((sum, id) => sum + dropUnused.run(id).changes, 0);
  }

  return {
    forget(before) {
      const bans = before.bans === null ? [] : oldBans.all({ before: before.bans, limit: AT_ONCE });
      removeBans(bans);
      const rows = oldFailures.all(before.failures, AT_ONCE);
      const failures = removeFailures(rows);
      const unbans = dropUnbans.run(before.bans ?? NO_NUMBER, AT_ONCE).changes;
      const life = dropLife.run(before.life, AT_ONCE).changes;
      const addresses = removeUnused([...bans, ...rows].map(({ addressId }) => addressId));
      return { bans: bans.length, failures, unbans, addresses, done: Math.max(bans.length, rows.length, unbans, life) < AT_ONCE };
    },

    erase(address, at) {
      erasures.add(address, at);
      const key = Buffer.from(banKey(address), 'hex');
      const unbans = dropUnbansOf.run(key, address).changes;
      const id = idOf.get(key);
      if (id === undefined) {
        return { bans: 0, unbans, failures: 0 };
      }
      const bans = bansOf.all(id);
      removeBans(bans);
      const failures = removeFailures(failuresOf.all(id));
      removeUnused([id]);
      return { bans: bans.length, unbans, failures };
    },
  };
}
