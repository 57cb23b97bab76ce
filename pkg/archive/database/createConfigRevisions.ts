import type { Database } from 'better-sqlite3';
import type { ConfigRevision, ConfigRevisionHead, ConfigRevisionsPort, NewConfigRevision, RevisionResult } from '../../services/ports/configRevisionsPort';

interface Row extends Omit<NewConfigRevision, 'jails'> {
  id: number;
  jails: string;
  endedAt: number | null;
  result: RevisionResult | null;
  words: string | null;
}

type HeadRow = Omit<Row, 'before' | 'after'>;

type Immediate<K extends keyof ConfigRevisionsPort> = { [Name in K]: (...args: Parameters<ConfigRevisionsPort[Name]>) => Awaited<ReturnType<ConfigRevisionsPort[Name]>> };
export type RevisionWrites = Immediate<'beginConfigRevision' | 'endConfigRevision'>;
export type RevisionReads = Immediate<'configRevisions' | 'configRevision' | 'configRevisionHeads' | 'openConfigRevisions'>;

const HEAD = 'id, config_revisions.at, actor, reason, kind, path, jails, config_outcomes.at AS endedAt, result, words';
const FROM = 'FROM config_revisions LEFT JOIN config_outcomes ON revision_id = id';
const SELECT = `SELECT ${HEAD}, before, after ${FROM}`;

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
  const heads = database.prepare<[number, number, number], HeadRow>(`SELECT ${HEAD} ${FROM} WHERE config_revisions.at BETWEEN ? AND ? ORDER BY id DESC LIMIT ?`);
  const open = database.prepare<[], Row>(`${SELECT} WHERE result IS NULL ORDER BY id`);
  return {
    configRevisions: (path, limit, beforeId = Number.MAX_SAFE_INTEGER) => (path === null ? all.all(beforeId, limit) : ofPath.all(path, beforeId, limit)).map(toRevision),
    configRevision(id) {
      const row = one.get(id);
      return row ? toRevision(row) : null;
    },
    configRevisionHeads: (from, to, limit) => heads.all(from, to, limit).map(toHead),
    openConfigRevisions: () => open.all().map(toRevision),
  };
}

function toRevision({ before, after, ...row }: Row): ConfigRevision {
  return { ...toHead(row), before, after };
}

function toHead({ endedAt, result, words, jails, ...row }: HeadRow): ConfigRevisionHead {
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
