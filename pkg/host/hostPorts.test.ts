import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHostFiles } from './createHostFiles';
import { createServerThreads } from './createServerThreads';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'bangui-host-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('files of the host', () => {
  it('are readable, missing, or no files', async () => {
    const files = createHostFiles();
    await writeFile(path.join(dir, 'a.log'), 'x');
    expect(await files.view(path.join(dir, 'a.log'))).toBe('readable');
    expect(await files.view(path.join(dir, 'b.log'))).toBe('missing');
    expect(await files.view(dir)).toBe('no_file');
  });

  it('show their end and when they changed', async () => {
    const file = path.join(dir, 'a.log');
    await writeFile(file, 'one\ntwo\n');
    await utimes(file, 1000, 1000);
    expect(await createHostFiles().tail(file, 4)).toEqual({ text: 'two\n', modifiedMs: 1_000_000 });
    expect(await createHostFiles().tail(file, 100)).toMatchObject({ text: 'one\ntwo\n' });
    expect(await createHostFiles().tail(path.join(dir, 'none'), 100)).toBeNull();
  });
});

describe('threads of the server', () => {
  const pidFile = () => path.join(dir, 'fail2ban.pid');
  const names = () => createServerThreads({ pidFile: pidFile(), proc: dir }).names();

  async function processOf(threads: readonly string[]): Promise<void> {
    for (const [index, name] of threads.entries()) {
      await mkdir(path.join(dir, `7/task/${index}`), { recursive: true });
      await writeFile(path.join(dir, `7/task/${index}/comm`), `${name}\n`);
    }
  }

  it('are told by their names', async () => {
    await writeFile(pidFile(), '7\n');
    await processOf(['fail2ban-server', 'f2b/observer', 'f2b/f.sshd']);
    expect((await names())?.sort()).toEqual(['f2b/f.sshd', 'f2b/observer', 'fail2ban-server']);
  });

  it('are unknown without pid file, without such a process, and when it is somebody else', async () => {
    expect(await names()).toBeNull();
    await writeFile(pidFile(), '7\n');
    expect(await names()).toBeNull();
    await processOf(['postgres']);
    expect(await names()).toBeNull();
    await writeFile(pidFile(), '../7');
    expect(await names()).toBeNull();
  });
});
