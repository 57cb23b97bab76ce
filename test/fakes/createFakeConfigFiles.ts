import { createHash } from 'node:crypto';
import { assertConfigPath, assertWritablePath } from '../../pkg/domain/configPath';
import { BanguiError } from '../../pkg/domain/errors';
import type { ConfigEdit, ConfigFilesPort } from '../../pkg/services/ports/configFilesPort';

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A configuration folder in memory; `stages` holds what was staged and not disposed of. */
export function createFakeConfigFiles(initial: Readonly<Record<string, string>> = {}) {
  const files = new Map(Object.entries(initial));
  const stages = new Map<string, Map<string, string>>();
  let staged = 0;

  function assertExpected({ path, expected }: ConfigEdit): void {
    assertWritablePath(path);
    const text = files.get(path);
    const present = text === undefined ? null : digestOf(text);
    if (present !== expected) {
      throw new BanguiError('REVISION_CONFLICT', `${path} was changed meanwhile.`, { path, expected, present });
    }
  }

  function apply(to: Map<string, string>, { path, text }: ConfigEdit): void {
    text === null ? to.delete(path) : to.set(path, text);
  }

  const port: ConfigFilesPort = {
    async read(path) {
      assertConfigPath(path);
      const text = files.get(path);
      return text === undefined ? null : { path, text, digest: digestOf(text) };
    },
    async digest(path) {
      assertConfigPath(path);
      const text = files.get(path);
      return text === undefined ? null : digestOf(text);
    },
    async look(path) {
      assertConfigPath(path);
      const text = files.get(path);
      return text === undefined ? null : { size: Buffer.byteLength(text), modified: 1_700_000_000, isLink: false };
    },
    list: async () => [...files.keys()].sort(),
    async write(edit) {
      assertExpected(edit);
      apply(files, edit);
    },
    async stage(edits) {
      edits.forEach(assertExpected);
      const copy = new Map(files);
      edits.forEach((edit) => apply(copy, edit));
      const dir = `/stage/${++staged}`;
      stages.set(dir, copy);
      return { dir, dispose: async () => void stages.delete(dir) };
    },
  };
  return { port, files, stages };
}
