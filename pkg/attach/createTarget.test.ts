import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTarget } from './createTarget';

describe('createTarget', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'bangui-target-'));
    await mkdir(path.join(root, 'run/fail2ban'), { recursive: true });
    await mkdir(path.join(root, 'var'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it.each([
    ['/run', '/var/run/fail2ban/x'],
    ['../run', '/var/run/fail2ban/x'],
    ['../../../../run', '/var/run/fail2ban/x'],
  ])('follows a link to %s as the machine itself would', async (link, file) => {
    await symlink(link, path.join(root, 'var/run'));
    expect(await createTarget(root).locate(file)).toBe(path.join(root, 'run/fail2ban/x'));
  });

  it('stays inside whatever the path says', async () => {
    expect(await createTarget(root).locate('/../../etc/./passwd')).toBe(path.join(root, 'etc/passwd'));
  });

  it('gives up on links that go round', async () => {
    await symlink('/var/b', path.join(root, 'var/a'));
    await symlink('/var/a', path.join(root, 'var/b'));
    await expect(createTarget(root).locate('/var/a')).rejects.toThrow('too many links');
  });

  it('reads what is there; what is not there is empty', async () => {
    await writeFile(path.join(root, 'var/file'), 'text');
    expect(await createTarget(root).read('/var/file')).toBe('text');
    expect(await createTarget(root).read('/var/none')).toBe('');
    expect(await createTarget(root).read('/var/file/below')).toBe('');
  });
});
