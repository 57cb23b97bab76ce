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
  `
  CREATE TABLE addresses (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE, -- family, bytes of the address, prefix length of a network: sorts as addresses do, and gives the text back
    country TEXT, -- two letters, null while unknown
    asn INTEGER,
    first_seen INTEGER NOT NULL, -- start of the first ban, or the first failure
    last_seen INTEGER NOT NULL,
    bans INTEGER NOT NULL
  ) STRICT;
  INSERT INTO addresses (key, first_seen, last_seen, bans) SELECT address_key, min(start), max(start), count(*) FROM bans GROUP BY address_key;
  CREATE INDEX addresses_by_bans ON addresses (bans);
  CREATE INDEX addresses_by_asn ON addresses (asn) WHERE asn IS NOT NULL AND bans > 0;
  CREATE INDEX addresses_unresolved ON addresses (id) WHERE country IS NULL;

  CREATE TABLE systems (
    asn INTEGER PRIMARY KEY,
    org TEXT NOT NULL
  ) STRICT;

  ALTER TABLE bans RENAME TO former_bans;
  DROP INDEX bans_identity;
  DROP INDEX bans_by_start;
  DROP INDEX bans_by_jail;
  CREATE TABLE bans (
    id INTEGER PRIMARY KEY,
    address_id INTEGER NOT NULL REFERENCES addresses (id),
    jail_id INTEGER NOT NULL REFERENCES jails (id),
    start INTEGER NOT NULL,
    ban_time INTEGER NOT NULL, -- seconds, -1 for ever
    ended_at INTEGER,
    end_cause INTEGER CHECK (end_cause BETWEEN 2 AND 4), -- 2 unbanned or over, 3 jail stopped, 4 flushed; null beside an end: the next ban tells of it
    sources INTEGER NOT NULL, -- who told of it: 1 a list, 2 the log, 4 the person's own action, 8 fail2ban's database
    logged_at INTEGER, -- when the log told of it
    ban_count INTEGER NOT NULL,
    failures INTEGER,
    lines INTEGER NOT NULL, -- how many of ban_lines
    country TEXT, -- as in addresses
    asn INTEGER,
    actor TEXT,
    ended_by TEXT -- null for fail2ban itself
  ) STRICT;
  INSERT INTO bans (id, address_id, jail_id, start, ban_time, ended_at, end_cause, sources, ban_count, failures, lines, actor, ended_by)
    SELECT former.id, addresses.id, jail_id, start, ban_time, ended_at, iif(ended_at IS NULL, NULL, 2),
      CASE origin WHEN 0 THEN 1 WHEN 1 THEN 4 ELSE iif(actor IS NULL, 8, 12) END,
      ban_count, failures, iif(matches IS NULL, 0, json_array_length(matches)), actor, NULL
    FROM former_bans AS former JOIN addresses ON addresses.key = former.address_key;
  CREATE UNIQUE INDEX bans_identity ON bans (address_id, jail_id, start);
  -- No index by jail, country or system: each is an eighth of the file, and the rollups say in which hours there is something.
  CREATE INDEX bans_by_start ON bans (start);

  CREATE TABLE ban_lines (
    ban_id INTEGER PRIMARY KEY REFERENCES bans (id) ON DELETE CASCADE,
    source INTEGER NOT NULL CHECK (source IN (2, 8)), -- as in bans.sources
    lines TEXT NOT NULL -- JSON array
  ) STRICT;
  INSERT INTO ban_lines (ban_id, source, lines) SELECT id, 8, matches FROM former_bans WHERE matches IS NOT NULL;
  DROP TABLE former_bans;

  CREATE TABLE hours_by_jail (
    hour INTEGER NOT NULL, -- its first second
    jail_id INTEGER NOT NULL,
    bans INTEGER NOT NULL,
    PRIMARY KEY (hour, jail_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE hours_by_country (
    hour INTEGER NOT NULL,
    country TEXT NOT NULL, -- empty while unknown
    bans INTEGER NOT NULL,
    PRIMARY KEY (hour, country)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE hours_by_asn (
    hour INTEGER NOT NULL,
    asn INTEGER NOT NULL, -- 0 while unknown
    bans INTEGER NOT NULL,
    PRIMARY KEY (hour, asn)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO hours_by_jail SELECT start - start % 3600 AS hour, jail_id, count(*) FROM bans GROUP BY hour, jail_id;
  INSERT INTO hours_by_country SELECT start - start % 3600 AS hour, '', count(*) FROM bans GROUP BY hour;
  INSERT INTO hours_by_asn SELECT start - start % 3600 AS hour, 0, count(*) FROM bans GROUP BY hour;

  CREATE TABLE failures (
    address_id INTEGER NOT NULL REFERENCES addresses (id),
    hour INTEGER NOT NULL,
    jail_id INTEGER NOT NULL REFERENCES jails (id),
    count INTEGER NOT NULL,
    PRIMARY KEY (address_id, hour, jail_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX failures_by_hour ON failures (hour);

  ALTER TABLE unbans ADD COLUMN key BLOB; -- as in addresses; null in rows of before
  CREATE INDEX unbans_by_key ON unbans (key, at) WHERE key IS NOT NULL;
  CREATE INDEX unbans_of_networks ON unbans (at) WHERE length(key) IN (6, 18);
  CREATE INDEX unbans_by_time ON unbans (at);

  CREATE TABLE life (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    what INTEGER NOT NULL CHECK (what BETWEEN 1 AND 5), -- 1 server started, 2 server stopped, 3 jail started, 4 jail stopped, 5 jail reloaded
    jail_id INTEGER REFERENCES jails (id),
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX life_by_time ON life (at);

  CREATE TABLE follow_position (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    position TEXT NOT NULL
  ) STRICT;

  CREATE TABLE erasures (
    hash BLOB PRIMARY KEY, -- of the key of an address, with the salt
    at INTEGER NOT NULL -- nothing that began until then is taken in again
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX erasures_by_time ON erasures (at);
  CREATE TABLE erasure_salt (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    salt BLOB NOT NULL
  ) STRICT;
  INSERT INTO erasure_salt (id, salt) VALUES (1, randomblob(32));
  `,
  `
  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4), -- 1 a ban began, 2 a ban ended, 3 a row of life, 4 a row of the audit
    ref INTEGER NOT NULL, -- the id of its row
    noted_at INTEGER NOT NULL,
    facts TEXT, -- JSON, as they were when it was first read: what is sent again is the same
    stamp INTEGER -- the time that it goes under, null for its own
  ) STRICT;
  CREATE UNIQUE INDEX outbox_unread ON outbox (kind, ref) WHERE facts IS NULL;
  `,
  `
  ALTER TABLE bans ADD COLUMN starts_by INTEGER; -- when it had begun at the latest; null: it began at its start
  ALTER TABLE unbans ADD COLUMN sent_at INTEGER; -- null: when it was acknowledged
  `,
  `
  CREATE TABLE config_revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL, -- below the configuration folder
    before TEXT, -- null: there was no such file
    after TEXT, -- null: it was removed
    jails TEXT NOT NULL -- JSON, those to be loaded anew
  ) STRICT;
  CREATE INDEX config_revisions_by_path ON config_revisions (path, id);
  CREATE TABLE config_outcomes (
    revision_id INTEGER PRIMARY KEY REFERENCES config_revisions (id),
    at INTEGER NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('applied', 'rolled_back', 'recovered_new', 'recovered_old', 'left_alone', 'outside')),
    words TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER config_revisions_stay BEFORE UPDATE ON config_revisions BEGIN SELECT RAISE(ABORT, 'revisions are only added'); END;
  CREATE TRIGGER config_revisions_are_kept BEFORE DELETE ON config_revisions BEGIN SELECT RAISE(ABORT, 'revisions are only added'); END;
  CREATE TRIGGER config_outcomes_stay BEFORE UPDATE ON config_outcomes BEGIN SELECT RAISE(ABORT, 'outcomes are only added'); END;
  CREATE TRIGGER config_outcomes_are_kept BEFORE DELETE ON config_outcomes BEGIN SELECT RAISE(ABORT, 'outcomes are only added'); END;
  `,
  `
  -- A row keeps its bytes when its ban ends on time: a row that grows makes SQLite split its page, which was full.
  -- An absent value, 0 and 1 take no byte.
  DROP INDEX bans_identity;
  DROP INDEX bans_by_start;
  CREATE TABLE bans_anew (
    id INTEGER PRIMARY KEY,
    address_id INTEGER NOT NULL REFERENCES addresses (id),
    jail_id INTEGER NOT NULL REFERENCES jails (id),
    start INTEGER NOT NULL,
    starts_by INTEGER, -- when it had begun at the latest; null: it began at its start
    ban_time INTEGER NOT NULL, -- seconds, -1 for ever
    overtime INTEGER, -- of its end, seconds from when its time was over, or from its start when it was for ever; null while it has no end
    ended_at INTEGER GENERATED ALWAYS AS (start + max(ban_time, 0) + overtime) VIRTUAL,
    end_cause INTEGER CHECK (end_cause IN (1, 3, 4)), -- 1 unbanned or over, 3 jail stopped, 4 flushed; null beside an end: the next ban tells of it
    sources INTEGER NOT NULL, -- who told of it: 1 a list, 2 the log, 4 the person's own action, 8 fail2ban's database
    logged_after INTEGER, -- seconds from its start to when the log told of it
    logged_at INTEGER GENERATED ALWAYS AS (start + logged_after) VIRTUAL,
    ban_count INTEGER NOT NULL,
    failures INTEGER,
    lines INTEGER NOT NULL, -- how many of ban_lines
    country TEXT, -- as in addresses
    asn INTEGER,
    actor TEXT,
    ended_by TEXT -- null for fail2ban itself
  ) STRICT;
  INSERT INTO bans_anew (id, address_id, jail_id, start, starts_by, ban_time, overtime, end_cause, sources, logged_after, ban_count, failures, lines, country, asn, actor, ended_by)
    SELECT id, address_id, jail_id, start, starts_by, ban_time, ended_at - start - max(ban_time, 0), iif(end_cause = 2, 1, end_cause),
      sources, logged_at - start, ban_count, failures, lines, country, asn, actor, ended_by
    FROM bans ORDER BY id;
  DROP TABLE bans;
  ALTER TABLE bans_anew RENAME TO bans;
  CREATE UNIQUE INDEX bans_identity ON bans (address_id, jail_id, start);
  CREATE INDEX bans_by_start ON bans (start);

  ALTER TABLE ban_lines ADD COLUMN packed BLOB; -- the JSON array deflated, where that is shorter; lines is empty then
  `,
  `
  CREATE TABLE seen_config (
    path TEXT PRIMARY KEY, -- below the configuration folder
    digest TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];

export const LATEST_VERSION = MIGRATIONS.length;
