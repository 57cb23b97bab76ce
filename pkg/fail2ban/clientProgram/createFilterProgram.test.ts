import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFilterProgram } from './createFilterProgram';

describe('trials of filters', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bangui-trials-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('that a killed process left are taken away, and nothing else', async () => {
    await mkdir(path.join(folder, 'filter-trial-aBc123'));
    await writeFile(path.join(folder, 'filter-trial-aBc123/lines.log'), 'a line\n');
    await writeFile(path.join(folder, 'archive.sqlite'), '');
    await createFilterProgram({ argv: ['/nonexistent'], folder, toFail2ban: (file) => file }).tidy();
    expect(await readdir(folder)).toEqual(['archive.sqlite']);
  });
});
