import type { Database } from 'better-sqlite3';
import type { SeenConfigFile } from '../../services/ports/seenConfigPort';

export function createSeenConfigWrites(database: Database) {
  const put = database.prepare('INSERT INTO seen_config (path, digest, text) VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE SET digest = excluded.digest, text = excluded.text');
  const drop = database.prepare('DELETE FROM seen_config WHERE path = ?');
  const putAll = database.transaction((files: readonly SeenConfigFile[]) => files.forEach(({ path, file }) => void (file === null ? drop.run(path) : put.run(path, file.digest, file.text))));
  return { putSeenConfig: (files: readonly SeenConfigFile[]): void => putAll.immediate(files) };
}

export function createSeenConfigReads(database: Database) {
  const all = database.prepare<[], { path: string; digest: string }>('SELECT path, digest FROM seen_config ORDER BY path');
  const text = database.prepare<[string], { text: string }>('SELECT text FROM seen_config WHERE path = ?');
  return {
    seenConfig: (): Array<{ path: string; digest: string }> => all.all(),
    seenConfigText: (path: string): string | null => text.get(path)?.text ?? null,
  };
}
