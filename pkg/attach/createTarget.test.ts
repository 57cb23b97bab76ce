import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTarget, PlantedLink } from './createTarget';

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

  it('follows links of root alone on the way to what is to be written', async () => {
    await mkdir(path.join(root, 'etc'));
    await symlink('/etc', path.join(root, 'var/mine'));
    const target = createTarget(root);
    expect(await target.place('/var/mine/x')).toBe(path.join(root, 'etc/x'));
    // As far as root is concerned: a folder of somebody else's.
    await chmod(path.join(root, 'var'), 0o777);
    await expect(target.place('/var/mine/x')).rejects.toThrow(PlantedLink);
    await expect(target.place('/var/mine')).rejects.toThrow('/var/mine is a link in a folder');
    expect(await target.locate('/var/mine/x')).toBe(path.join(root, 'etc/x'));
  });

  it.skipIf(process.getuid?.() !== 0)('knows folders that belong to somebody else', async () => {
    await symlink('/run', path.join(root, 'var/theirs'));
    await chown(path.join(root, 'var'), 65_534, 65_534);
    await expect(createTarget(root).place('/var/theirs/x')).rejects.toThrow(PlantedLink);
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
