import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../stack/paths';
import { fencedBlocks } from './markdown';
import { foldersIn, readText } from './repository';

interface Entry {
  parent: string;
  name: string;
}

/** The tree of Docs/Architecture.md: a name a line, what is inside a folder indented below it. */
function listedEntries(): Entry[] {
  const [block = ''] = fencedBlocks(readText('Docs/Architecture.md'), 'folders');
  let folder = '';
  return block.split('\n').filter(Boolean).map((line) => {
    const name = /^ {0,2}(\S+)/.exec(line)?.[1] ?? '';
    if (line.startsWith('  ')) {
      return { parent: folder, name };
    }
    folder = name.replace(/\/$/, '');
    return { parent: '', name };
  });
}

describe('the folder list of Docs/Architecture.md', () => {
  const entries = listedEntries();

  it.each(['', 'pkg', 'src'])('names the folders in "%s" exactly as they are', (parent) => {
    const listed = entries.filter((entry) => entry.parent === parent && entry.name.endsWith('/')).map(({ name }) => name.slice(0, -1));
    expect(listed.sort()).toEqual(foldersIn(parent));
  });

  it('names no file that is not there', () => {
    const files = entries.filter(({ name }) => !name.endsWith('/')).map(({ parent, name }) => path.join(parent, name));
    expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  });
});
