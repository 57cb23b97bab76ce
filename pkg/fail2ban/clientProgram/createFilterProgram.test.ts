import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

  it('run with little memory, and no longer than they may', async () => {
    const [program, told] = [path.join(folder, 'regex'), path.join(folder, 'told')];
    await writeFile(program, `#!/bin/sh\n{ ulimit -v; ulimit -t; nice; } > ${told}\necho 'Lines: 1 lines, 0 ignored, 1 matched, 0 missed'\n`);
    await chmod(program, 0o755);
    const filter = { failRegexes: ['^a <HOST>$'], ignoreRegexes: [], prefRegex: '', datePattern: null, maxLines: 1, encoding: 'UTF-8' };
    const trials = createFilterProgram({ argv: [program], folder, toFail2ban: (file) => file, limitMs: 20_000, processorMs: 7000 });
    expect(await trials.tryLines(['a 192.0.2.1'], filter)).toEqual({ lines: 1, recognised: 1 });
    expect((await readFile(told, 'utf8')).trim().split('\n')).toEqual([String(512 * 1024), '7', expect.stringMatching(/^1\d$/)]);
  });
});
