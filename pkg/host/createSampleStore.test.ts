import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FilterSample } from '../contract/filterLab';
import { createSampleStore } from './createSampleStore';

const SAMPLES: FilterSample[] = [{ line: 'a line', expect: 'match', note: '' }];

describe('samples of filters', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-samples-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('outlive the process, in a file of their own that only the owner reads', async () => {
    const folder = path.join(dir, 'filter-samples');
    await createSampleStore({ folder }).write('sshd', SAMPLES);
    expect(await createSampleStore({ folder }).read('sshd')).toEqual(SAMPLES);
    expect(await createSampleStore({ folder }).read('other')).toEqual([]);
    expect([(await stat(folder)).mode & 0o777, (await stat(path.join(folder, 'sshd.json'))).mode & 0o777]).toEqual([0o700, 0o600]);
    await createSampleStore({ folder }).write('sshd', []);
    expect(await readdir(folder)).toEqual([]);
  });

  it('that are damaged are not taken for none, and neither is what cannot be written', async () => {
    await writeFile(path.join(dir, 'sshd.json'), '{"samples":[{"li');
    await expect(createSampleStore({ folder: dir }).read('sshd')).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH' });
    await expect(createSampleStore({ folder: path.join(dir, 'sshd.json') }).write('sshd', SAMPLES)).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH' });
  });
});
