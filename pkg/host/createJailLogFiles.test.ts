import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJailLogFiles } from './createJailLogFiles';

describe('log files of jails', () => {
  let dir = '';
  let logs = '';
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-logs-'));
    logs = path.join(dir, 'logs');
    await mkdir(logs);
    await mkdir(path.join(dir, 'logs-of-others'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const files = () => createJailLogFiles({ folders: [logs, path.join(dir, 'nowhere')] });
  const viewOf = async (file: string) => (await files().look(file)).view;

  it('are read from their end, in whole lines', async () => {
    const file = path.join(logs, 'a.log');
    await writeFile(file, 'one\ntwo\nthrée\nunfinished');
    expect(await files().tail(file, 2, 1000)).toEqual({ size: 25, cut: true, lines: ['two', 'thr\u00c3\u00a9e'] });
    expect(await files().tail(file, 9, 1000)).toMatchObject({ cut: false, lines: ['one', 'two', 'thr\u00c3\u00a9e'] });
    // A cut at a line's own beginning takes it as a whole, one byte later it is left out.
    expect(await files().tail(file, 9, 25 - 'one\n'.length)).toMatchObject({ cut: true, lines: ['two', 'thr\u00c3\u00a9e'] });
    expect(await files().tail(file, 9, 25 - 'one\nt'.length)).toMatchObject({ cut: true, lines: ['thr\u00c3\u00a9e'] });
    await writeFile(file, '');
    expect(await files().tail(file, 9, 10)).toEqual({ size: 0, cut: false, lines: [] });
  });

  it('are shown only where they really are inside', async () => {
    await writeFile(path.join(dir, 'secret'), 'secret\n');
    await writeFile(path.join(dir, 'logs-of-others/b.log'), 'b\n');
    await writeFile(path.join(logs, 'a.log'), 'a\n');
    await symlink(path.join(dir, 'secret'), path.join(logs, 'out.log'));
    await symlink(path.join(logs, 'a.log'), path.join(logs, 'in.log'));
    await symlink(dir, path.join(logs, 'up'));
    await symlink(logs, path.join(dir, 'way-in'));
    expect(await viewOf(path.join(logs, 'out.log'))).toBe('outside');
    expect(await viewOf(path.join(logs, 'up/secret'))).toBe('outside');
    expect(await viewOf(`${logs}/../secret`)).toBe('outside');
    expect(await viewOf(path.join(dir, 'logs-of-others/b.log'))).toBe('outside');
    expect(await viewOf(path.join(logs, 'in.log'))).toBe('readable');
    expect(await viewOf(path.join(dir, 'way-in/a.log'))).toBe('readable');
    expect(await files().tail(path.join(logs, 'out.log'), 9, 1000)).toBe('outside');
  });

  it('are files, not folders or pipes, which nobody waits for', async () => {
    execFileSync('/bin/sh', ['-c', 'mkfifo "$1"', 'sh', path.join(logs, 'pipe')]);
    await mkdir(path.join(logs, 'folder'));
    expect(await viewOf(path.join(logs, 'pipe'))).toBe('no_file');
    expect(await viewOf(path.join(logs, 'folder'))).toBe('no_file');
    expect(await viewOf(path.join(logs, 'none'))).toBe('missing');
  });

  it('are not read when what was opened is somewhere else than it was looked up', async () => {
    const file = path.join(logs, 'a.log');
    await writeFile(file, 'a\n');
    const proc = path.join(dir, 'proc');
    await mkdir(path.join(proc, 'self/fd'), { recursive: true });
    // Whichever number the file gets: as if a folder on the way had become a link in between.
    await Promise.all(Array.from({ length: 256 }, (_, fd) => symlink('/etc/shadow', path.join(proc, `self/fd/${fd}`))));
    expect(await createJailLogFiles({ folders: [logs], proc }).tail(file, 9, 1000)).toBe('outside');
  });

  describe('that were rotated', () => {
    const suffixes = async (name: string) => (await files().rotated(path.join(logs, name))).map(({ suffix }) => suffix);

    it('are those beside it that are named so, the newest first', async () => {
      for (const [index, name] of ['a.log', 'a.log.1', 'a.log.2.gz', 'a.log-20261120', 'a.log-20261119.gz', 'a.log.old', 'a.log.1.xz', 'a.log2', 'b.log.1', 'a.log.1.gz.bak'].entries()) {
        await writeFile(path.join(logs, name), 'x\n');
        await utimes(path.join(logs, name), 1000, 2000 - index);
      }
      expect(await suffixes('a.log')).toEqual(['.1', '.2.gz', '-20261120', '-20261119.gz']);
      expect((await files().rotated(path.join(logs, 'a.log')))[0]).toEqual({ suffix: '.1', size: 2, modified: 1999 });
      await Promise.all(Array.from({ length: 20 }, (_, index) => writeFile(path.join(logs, `c.log.${index}`), '')));
      expect(await suffixes('c.log')).toHaveLength(8);
    });

    it('are no links and no folders, and none where nothing may be shown', async () => {
      await writeFile(path.join(dir, 'secret'), 'secret\n');
      await symlink(path.join(dir, 'secret'), path.join(logs, 'a.log.1'));
      await mkdir(path.join(logs, 'a.log.2'));
      await writeFile(path.join(dir, 'logs-of-others/a.log.1'), 'x\n');
      await symlink(path.join(dir, 'logs-of-others'), path.join(logs, 'others'));
      expect(await suffixes('a.log')).toEqual([]);
      expect(await suffixes('others/a.log')).toEqual([]);
      expect(await suffixes('../logs-of-others/a.log')).toEqual([]);
      expect(await suffixes('nowhere/a.log')).toEqual([]);
    });

    it('are unpacked, from their end in whole lines', async () => {
      const file = path.join(logs, 'a.log.2.gz');
      await writeFile(file, gzipSync('one\ntwo\nthree\n'));
      expect(await files().tail(file, 9, 1000)).toEqual({ size: 14, cut: false, lines: ['one', 'two', 'three'] });
      expect(await files().tail(file, 9, 10)).toEqual({ size: 14, cut: true, lines: ['two', 'three'] });
      expect(await files().tail(file, 9, 9)).toEqual({ size: 14, cut: true, lines: ['three'] });
      await writeFile(file, '');
      expect(await files().tail(file, 9, 1000)).toEqual({ size: 0, cut: false, lines: [] });
    });

    it('are told apart from what cannot be unpacked, or would be without end', async () => {
      const file = path.join(logs, 'a.log.2.gz');
      const packed = gzipSync('one\ntwo\n'.repeat(1000));
      for (const bytes of [Buffer.from('plain\n'), packed.subarray(0, packed.length - 9), gzipSync(Buffer.alloc(257 * 1024 * 1024))]) {
        await writeFile(file, bytes);
        expect(await files().tail(file, 9, 1000)).toBe('broken');
      }
    });
  });
});
