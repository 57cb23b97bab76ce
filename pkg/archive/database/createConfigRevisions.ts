import type { Database } from 'better-sqlite3';
import type { ConfigRevision, ConfigRevisionsPort, NewConfigRevision, RevisionResult } from '../../services/ports/configRevisionsPort';

interface Row extends Omit<NewConfigRevision, 'jails'> {
  id: number;
  jails: string;
  endedAt: number | null;
  result: RevisionResult | null;
  words: string | null;
}

type Immediate<K extends keyof ConfigRevisionsPort> = { [Name in K]: (...args: Parameters<ConfigRevisionsPort[Name]>) => Awaited<ReturnType<ConfigRevisionsPort[Name]>> };
export type RevisionWrites = Immediate<'beginConfigRevision' | 'endConfigRevision'>;
export type RevisionReads = Immediate<'configRevisions' | 'configRevision' | 'openConfigRevisions'>;

const SELECT = `SELECT id, config_revisions.at, actor, reason, kind, path, before, after, jails, config_outcomes.at AS endedAt, result, words
  FROM config_revisions LEFT JOIN config_outcomes ON revision_id = id`;

export function createRevisionWrites(database: Database): RevisionWrites {
  const begin = database.prepare(
    'INSERT INTO config_revisions (at, actor, reason, kind, path, before, after, jails) VALUES (@at, @actor, @reason, @kind, @path, @before, @after, @jails)'
  );
  const end = database.prepare('INSERT OR IGNORE INTO config_outcomes (revision_id, at, result, words) VALUES (@id, @at, @result, @words)');
  return {
    // What an archive promises to remember over a power cut as well waits for the disk.
    beginConfigRevision: (revision) => durably(database, () => Number(begin.run({ ...revision, jails: JSON.stringify(revision.jails) }).lastInsertRowid)),
    endConfigRevision: (id, outcome) => durably(database, () => void end.run({ id, ...outcome })),
  };
}

export function createRevisionReads(database: Database): RevisionReads {
  const all = database.prepare<[number, number], Row>(`${SELECT} WHERE id < ? ORDER BY id DESC LIMIT ?`);
  const ofPath = database.prepare<[string, number, number], Row>(`${SELECT} WHERE path = ? AND id < ? ORDER BY id DESC LIMIT ?`);
  const one = database.prepare<[number], Row>(`${SELECT} WHERE id = ?`);
  const open = database.prepare<[], Row>(`${SELECT} WHERE result IS NULL ORDER BY id`);
  return {
    configRevisions: (path, limit, beforeId = Number.MAX_SAFE_INTEGER) => (path === null ? all.all(beforeId, limit) : ofPath.all(path, beforeId, limit)).map(toRevision),
    configRevision(id) {
      const row = one.get(id);
      return row ? toRevision(row) : null;
    },
    openConfigRevisions: () => open.all().map(toRevision),
  };
}

function toRevision({ endedAt, result, words, jails, ...row }: Row): ConfigRevision {
  const outcome = endedAt === null || result === null ? null : { at: endedAt, result, words: words ?? '' };
  // Written as a list of names.
  return { ...row, jails: JSON.parse(jails) as string[], outcome };
}

function durably<T>(database: Database, work: () => T): T {
  database.pragma('synchronous = FULL');
  try {
    return work();
  } finally {
    database.pragma('synchronous = NORMAL');
  }
}
