import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOpenToOthers, makeCopyFile } from './databaseFile';

describe('the files of the archive', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'bangui-files-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it.each([
    [0o700, false],
    [0o750, false],
    [0o754, false],
    [0o711, true],
    [0o755, true],
  ])('are in a folder that others may enter or not: %o', async (mode, isOpen) => {
    chmodSync(dir, mode);
    expect(await isOpenToOthers(dir)).toBe(isOpen);
    expect(statSync(dir).mode & 0o777).toBe(mode);
  });

  it('are copied for their owner alone, and never over another file', () => {
    const file = path.join(dir, 'copy');
    makeCopyFile(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => makeCopyFile(file)).toThrow('EEXIST');
  });
});
