import type { Database } from 'better-sqlite3';
import type { Outgoing, OutgoingEvent } from '../../domain/outgoing';
import { textOfKey } from '../textOfKey';
import { LIFE } from './lifeEvents';
import type { BanRow } from './banRow';
import { toArchivedBan } from './banRow';

/** Characters of a request that was audited. */
const LONGEST_REQUEST = 4000;

interface Row {
  seq: number;
  kind: number;
  ref: number;
  facts: string | null;
  stamp: number | null;
}
type BanAndPlace = BanRow & { jail: string; key: Buffer; org: string | null };

const note = (kind: number, condition = '') => `INSERT OR REPLACE INTO outbox (kind, ref, noted_at) SELECT ${kind}, NEW.id, unixepoch() ${condition};`;
const hasEnd = (row: 'OLD' | 'NEW') => `${row}.overtime IS NOT NULL AND ${row}.end_cause IS NOT NULL`;

/** Of this connection alone: the file itself is the same whether anybody ships or not. An end that only the next ban tells of is none. */
const TRIGGERS = `
  CREATE TEMP TRIGGER ship_ban AFTER INSERT ON main.bans BEGIN ${note(1)} ${note(2, `WHERE ${hasEnd('NEW')}`)} END;
  CREATE TEMP TRIGGER ship_end AFTER UPDATE OF overtime, end_cause ON main.bans WHEN ${hasEnd('NEW')} AND NOT (${hasEnd('OLD')}) BEGIN ${note(2)} END;
  CREATE TEMP TRIGGER ship_life AFTER INSERT ON main.life BEGIN ${note(3)} END;
  CREATE TEMP TRIGGER ship_audit AFTER INSERT ON main.audit BEGIN ${note(4)} END;
`;

/** What is to be told outside. To be called inside a transaction. */
export function createOutbox(database: Database, ships: boolean) {
  if (ships) {
    database.exec(TRIGGERS);
  } else {
    database.exec('DELETE FROM outbox');
  }
  const next = database.prepare<[{ hold: number; limit: number }], Row>(`
    SELECT seq, kind, ref, facts, stamp FROM outbox
    WHERE noted_at NOT BETWEEN unixepoch() - @hold + 1 AND unixepoch() ORDER BY seq LIMIT @limit`);
  const waiting = database.prepare<[], number>('SELECT coalesce(max(seq) - min(seq) + 1, 0) FROM outbox').pluck();
  const settle = database.prepare<[string, number]>('UPDATE outbox SET facts = ? WHERE seq = ?');
  const drop = database.prepare<[string]>('DELETE FROM outbox WHERE seq IN (SELECT value FROM json_each(?))');
  const restamp = database.prepare<[number, string]>('UPDATE outbox SET stamp = ? WHERE seq IN (SELECT value FROM json_each(?))');
  const ban = database.prepare<[number], BanAndPlace>(`
    SELECT bans.*, jails.name AS jail, addresses.key, systems.org FROM bans
    JOIN jails ON jails.id = bans.jail_id JOIN addresses ON addresses.id = bans.address_id LEFT JOIN systems ON systems.asn = bans.asn
    WHERE bans.id = ?`);
  const life = database.prepare<[number], { id: number; at: number; what: number; jail: string | null; detail: string }>(
    'SELECT life.id, at, what, jails.name AS jail, detail FROM life LEFT JOIN jails ON jails.id = jail_id WHERE life.id = ?'
  );
  const audit = database.prepare<[number, number], Omit<Extract<OutgoingEvent, { kind: 'audit' }>, 'kind'>>(
    'SELECT id, at, actor, org, role, action, result, substr(request, 1, ?) AS request FROM audit WHERE id = ?'
  );

  function eventOf({ kind, ref }: Row): OutgoingEvent | null {
    if (kind <= 2) {
      return banEvent(kind === 1 ? 'ban' : 'end', ban.get(ref));
    }
    if (kind === 3) {
      const row = life.get(ref);
      const what = LIFE[row?.what ?? 0];
      return row && what ? { kind: 'life', ...row, what } : null;
    }
    const row = audit.get(LONGEST_REQUEST, ref);
    return row ? { kind: 'audit', ...row } : null;
  }

  /** Null when what it tells of is gone, or was taken back. */
  function settled(row: Row): Outgoing | null {
    if (row.facts !== null) {
      // Written below.
      return { seq: row.seq, stamp: row.stamp, event: JSON.parse(row.facts) as OutgoingEvent };
    }
    const event = eventOf(row);
    if (event) {
      settle.run(JSON.stringify(event), row.seq);
    }
    return event && { seq: row.seq, stamp: row.stamp, event };
  }

  return {
    take(limit: number, hold: number): { entries: Outgoing[]; waiting: number } {
      for (;;) {
        const rows = next.all({ limit, hold });
        const found = rows.map((row) => ({ seq: row.seq, outgoing: settled(row) }));
        const gone = found.filter(({ outgoing }) => outgoing === null).map(({ seq }) => seq);
        drop.run(JSON.stringify(gone));
        const entries = found.flatMap(({ outgoing }) => outgoing ?? []);
        if (entries.length > 0 || rows.length === 0) {
          return { entries, waiting: waiting.get() ?? 0 };
        }
      }
    },
    restamp: (seqs: readonly number[], at: number): void => void restamp.run(at, JSON.stringify(seqs)),
    drop: (seqs: readonly number[]): void => void drop.run(JSON.stringify(seqs)),
  };
}

function banEvent(kind: 'ban' | 'end', row: BanAndPlace | undefined): OutgoingEvent | null {
  if (!row) {
    return null;
  }
  const { lines: _lines, addressBans: _addressBans, ...ban } = toArchivedBan(row, { jail: row.jail, address: textOfKey(row.key), org: row.org, addressBans: 0 });
  return kind === 'end' && ban.endCause === null ? null : { kind, ban };
}
