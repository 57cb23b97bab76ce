import { readFile, rename, writeFile } from 'node:fs/promises';
import type { NotebookPort } from '../services/ports/notebookPort';

export function createNotebook({ file }: { file: string }): NotebookPort {
  return {
    read: () => readFile(file, 'utf8').catch(() => null),
    async write(text) {
      await writeFile(`${file}.new`, text, { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
  };
}
