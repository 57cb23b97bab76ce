/**
 * The schema, step by step: migration n is the n-th string, and what was published never changes.
 * Times are UTC epoch seconds.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE jails (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE bans (
    id INTEGER PRIMARY KEY,
    jail_id INTEGER NOT NULL REFERENCES jails (id),
    address TEXT NOT NULL,
    address_key BLOB NOT NULL, -- family, bytes of the address, prefix length of a network: sorts as addresses do
    start INTEGER NOT NULL,
    ban_time INTEGER NOT NULL, -- seconds, -1 for ever
    ended_at INTEGER,
    origin INTEGER NOT NULL CHECK (origin BETWEEN 0 AND 2), -- 0 observed, 1 own, 2 database
    ban_count INTEGER NOT NULL,
    failures INTEGER,
    matches TEXT, -- JSON array of lines
    actor TEXT
  ) STRICT;
  CREATE UNIQUE INDEX bans_identity ON bans (address_key, jail_id, start);
  CREATE INDEX bans_by_start ON bans (start);
  CREATE INDEX bans_by_jail ON bans (jail_id, start);

  CREATE TABLE unbans (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    jail_id INTEGER REFERENCES jails (id), -- null: every jail
    address TEXT NOT NULL,
    actor TEXT,
    lifted INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    org INTEGER NOT NULL,
    role TEXT NOT NULL,
    host TEXT NOT NULL,
    action TEXT NOT NULL,
    result TEXT NOT NULL,
    request TEXT NOT NULL,
    reply TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
  END;
  CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
  END;
  CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
  END;

  CREATE TABLE sync_cursor (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    row INTEGER NOT NULL,
    fingerprint TEXT NOT NULL
  ) STRICT;
  `,
];

export const LATEST_VERSION = MIGRATIONS.length;
