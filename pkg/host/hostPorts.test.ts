import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiskSpace } from './createDiskSpace';
import { createHostFiles } from './createHostFiles';
import { createJailLogs } from './createJailLogs';
import { createJournal } from './createJournal';
import { createNotebook } from './createNotebook';
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

describe('logs of jails', () => {
  const logs = () => createJailLogs({ pidFile: path.join(dir, 'fail2ban.pid'), proc: dir });

  it('are looked at here', async () => {
    const file = path.join(dir, 'a.log');
    await writeFile(file, 'one\n');
    await utimes(file, 1000, 1000);
    expect(await logs().look(file)).toEqual({ inode: (await stat(file)).ino, device: (await stat(file)).dev, size: 4, modified: 1000 });
    expect(await logs().look(path.join(dir, 'b.log'))).toBe('missing');
    expect(await logs().look(`${file}/c.log`)).toBe('missing');
  });

  it('are looked at as the server sees them, where that can be told', async () => {
    expect(await logs().lookAsServer('/log/a.log')).toBeNull();
    await writeFile(path.join(dir, 'fail2ban.pid'), '7\n');
    await mkdir(path.join(dir, '7/task/1'), { recursive: true });
    await writeFile(path.join(dir, '7/task/1/comm'), 'f2b/observer\n');
    expect(await logs().lookAsServer('/log/a.log')).toBeNull();
    await mkdir(path.join(dir, '7/root/log'), { recursive: true });
    await writeFile(path.join(dir, '7/root/log/a.log'), 'four');
    await symlink('/log', path.join(dir, '7/root/link'));
    expect(await logs().lookAsServer('/log/a.log')).toMatchObject({ size: 4 });
    expect(await logs().lookAsServer('/log/b.log')).toBe('missing');
    expect(await logs().lookAsServer('/link/a.log')).toBeNull();
  });

  it('end with whole lines', async () => {
    const file = path.join(dir, 'a.log');
    const lines = async (text: string | Buffer, most = 3) => (await writeFile(file, text), logs().lastLines(file, most));
    expect(await lines('1\n2\n3\n4\nhalf')).toEqual(['2', '3', '4']);
    expect(await lines('1\n\n')).toEqual(['1', '']);
    expect(await lines('half')).toEqual([]);
    expect(await lines('')).toEqual([]);
    expect(await lines(Buffer.from([0xe4, 0x0a]))).toEqual(['\u00e4']);
    expect(await lines(`${'x'.repeat(2_000_000)}\nlast\n`)).toEqual(['last']);
    expect(await logs().lastLines(path.join(dir, 'none'), 3)).toBeNull();
  });
});

describe('the journal', () => {
  it('is asked for one entry of a match', async () => {
    const program = path.join(dir, 'journalctl');
    await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$@" > ${dir}/asked\ncase "$*" in *ssh.service*) echo '{}';; *broken*) exit 1;; esac\n`, { mode: 0o755 });
    const journal = createJournal({ journalctl: program });
    expect(await journal.holds('_SYSTEMD_UNIT=ssh.service + _COMM=sshd', 100, 200)).toBe(true);
    expect((await readFile(path.join(dir, 'asked'), 'utf8')).trim().split('\n').slice(-5)).toEqual(['--since=@100', '--until=@200', '_SYSTEMD_UNIT=ssh.service', '+', '_COMM=sshd']);
    expect(await journal.holds('_SYSTEMD_UNIT=quiet.service', 100, 200)).toBe(false);
    expect(await journal.holds('_SYSTEMD_UNIT=broken.service', 100, 200)).toBeNull();
    expect(await journal.holds('--file=/etc/passwd', 100, 200)).toBeNull();
    expect(await createJournal({ journalctl: path.join(dir, 'none') }).holds('A=b', 1, 2)).toBeNull();
  });
});

describe('a notebook', () => {
  it('is written as a whole, and read again', async () => {
    const notebook = createNotebook({ file: path.join(dir, 'notes.json') });
    expect(await notebook.read()).toBeNull();
    await notebook.write('one');
    await notebook.write('two');
    expect(await notebook.read()).toBe('two');
    expect(await readdir(dir)).toEqual(['notes.json']);
    expect((await stat(path.join(dir, 'notes.json'))).mode & 0o777).toBe(0o600);
    await expect(createNotebook({ file: path.join(dir, 'none/notes.json') }).write('x')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the disk', () => {
  it('has room, or cannot be told', async () => {
    const space = await createDiskSpace({ folder: dir }).space();
    expect(space?.total).toBeGreaterThan(space?.free ?? Number.POSITIVE_INFINITY);
    expect(await createDiskSpace({ folder: path.join(dir, 'none') }).space()).toBeNull();
  });
});
