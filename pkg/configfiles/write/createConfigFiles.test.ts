import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeConfigFiles } from '../../../test/contracts/configFilesPort.contract';
import { createConfigFiles } from './createConfigFiles';

async function layOut(initial: Record<string, string>) {
  const dir = await mkdtemp(path.join(tmpdir(), 'bangui-configfiles-'));
  const configDir = path.join(dir, 'config');
  for (const folder of ['jail.d', 'filter.d', 'action.d', 'fail2ban.d']) {
    await mkdir(path.join(configDir, folder), { recursive: true });
  }
  for (const [file, text] of Object.entries(initial)) {
    await writeFile(path.join(configDir, file), text);
  }
  const stateDir = path.join(dir, 'state');
  return { dir, configDir, stateDir, files: createConfigFiles({ configDir, stateDir, toFail2ban: (file) => file }) };
}

describeConfigFiles('a file system', async (initial) => {
  const { dir, configDir, files } = await layOut(initial);
  const textOf = (file: string) => readFile(file, 'utf8').catch(() => null);
  return {
    files,
    textOf: (file) => textOf(path.join(configDir, file)),
    stagedTextOf: (stage, file) => textOf(path.join(stage, file)),
    dispose: () => rm(dir, { recursive: true, force: true }),
  };
});

describe('files of the configuration', () => {
  let host: Awaited<ReturnType<typeof layOut>>;
  beforeEach(async () => {
    host = await layOut({ 'jail.conf': '[DEFAULT]\n' });
  });
  afterEach(() => rm(host.dir, { recursive: true, force: true }));

  it('keep their mode and owner; new ones can be read by everybody', async () => {
    const file = path.join(host.configDir, 'jail.d/kept.local');
    await host.files.write({ path: 'jail.d/kept.local', text: 'a', expected: null });
    expect((await stat(file)).mode & 0o777).toBe(0o644);
    await chmod(file, 0o640);
    const before = await host.files.read('jail.d/kept.local');
    await host.files.write({ path: 'jail.d/kept.local', text: 'b', expected: before?.digest ?? null });
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    expect(await readdir(path.join(host.configDir, 'jail.d'))).toEqual(['kept.local']);
  });

  it('are not written through links, and not read out of the folder by them', async () => {
    const outside = path.join(host.dir, 'outside.local');
    await writeFile(outside, 'secret');
    await symlink(outside, path.join(host.configDir, 'jail.d/link.local'));
    await symlink('/nowhere/at/all', path.join(host.configDir, 'jail.d/dangling.local'));
    await rm(path.join(host.configDir, 'filter.d'), { recursive: true });
    await symlink(host.dir, path.join(host.configDir, 'filter.d'));
    await expect(host.files.read('jail.d/link.local')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(host.files.read('filter.d/outside.local')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(host.files.look('jail.d/link.local')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await symlink('../jail.conf', path.join(host.configDir, 'jail.d/inside.local'));
    expect(await host.files.look('jail.d/inside.local')).toMatchObject({ size: '[DEFAULT]\n'.length, isLink: true });
    await rm(path.join(host.configDir, 'jail.d/inside.local'));
    for (const file of ['jail.d/link.local', 'jail.d/dangling.local', 'filter.d/new.local']) {
      await expect(host.files.write({ path: file, text: 'x', expected: null })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
    expect(await readFile(outside, 'utf8')).toBe('secret');
    expect(await host.files.list()).toEqual(['jail.conf']);
  });

  it('are tidied of what a killed process left', async () => {
    await writeFile(path.join(host.configDir, 'jail.d/.x.local.bangui-0123456789ab.tmp'), 'half');
    const staged = await host.files.stage([]);
    expect(await readdir(path.join(staged.dir, 'jail.d'))).toEqual([]);
    await host.files.tidy();
    expect(await readdir(path.join(host.configDir, 'jail.d'))).toEqual([]);
    expect(await readdir(host.stateDir)).toEqual([]);
  });

  it('that cannot be reached are said to be so', async () => {
    const files = createConfigFiles({ configDir: path.join(host.dir, 'none'), stateDir: host.stateDir, toFail2ban: (file) => file });
    await expect(files.list()).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH' });
    await expect(files.stage([])).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH' });
    expect(await readdir(host.stateDir)).toEqual([]);
  });
});
