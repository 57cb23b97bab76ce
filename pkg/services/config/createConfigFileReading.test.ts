import { describe, expect, it } from 'vitest';
import { createFakeConfigFiles, digestOf } from '../../../test/fakes/createFakeConfigFiles';
import type { ConfigAccess } from '../../contract/configChanges';
import { BanguiError } from '../../domain/errors';
import { createConfigFileReading } from './createConfigFileReading';

const OPEN: ConfigAccess = { writes: true, reason: null, commands: true };
const ALL = { page: 1, pageSize: 200 };
const FILES = {
  'filter.d/common.conf': '[DEFAULT]\n',
  'filter.d/sshd.conf': '[INCLUDES]\nbefore = common.conf\n[Definition]\n',
  'filter.d/sshd.local': '# [INCLUDES] before = common.conf\n',
  'jail.conf': '[INCLUDES]\nbefore = paths-debian.conf ../etc/passwd\n',
  'jail.d/zz-bangui-sshd.local': '[sshd]\n',
  'paths-debian.conf': '[INCLUDES]\nafter = paths-overrides.local\n',
};

function setUp(access = OPEN, initial: Record<string, string> = FILES) {
  const { port } = createFakeConfigFiles(initial);
  return { port, reading: createConfigFileReading({ files: port, access: () => access }) };
}

describe('the files of the configuration', () => {
  it('are told with whose they are and what includes them, those that updates leave alone first', async () => {
    const { files, total } = await setUp().reading.list(ALL);
    expect(total).toBe(6);
    expect(files.map(({ path, keeper, includedBy }) => [path, keeper, includedBy])).toEqual([
      ['filter.d/sshd.local', 'local', []],
      ['jail.d/zz-bangui-sshd.local', 'bangui', []],
      ['filter.d/common.conf', 'package', ['filter.d/sshd.conf']],
      ['filter.d/sshd.conf', 'package', []],
      ['jail.conf', 'package', []],
      ['paths-debian.conf', 'package', ['jail.conf']],
    ]);
    expect(files[1]).toMatchObject({ size: 7, modified: 1_700_000_000 });
  });

  it('come in pages, and by a part of their path', async () => {
    const { reading } = setUp();
    expect((await reading.list({ page: 2, pageSize: 4 })).files.map(({ path }) => path)).toEqual(['jail.conf', 'paths-debian.conf']);
    expect(await reading.list({ search: 'SSHD', page: 2, pageSize: 2 })).toMatchObject({ total: 3, files: [{ path: 'filter.d/sshd.conf' }] });
    expect(await reading.list({ page: 9, pageSize: 4 })).toEqual({ total: 6, files: [] });
  });

  it('are not looked into where there are too many, nor given up for one that cannot be read', async () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`jail.d/${at}.local`, '']));
    expect((await setUp(OPEN, many).reading.list({ page: 1, pageSize: 1 })).files).toMatchObject([{ includedBy: null }]);
    const { port } = setUp();
    const files = { ...port, read: (path: string) => (path === 'jail.conf' ? Promise.reject(new BanguiError('INVALID_INPUT', 'not UTF-8')) : port.read(path)) };
    const { files: found } = await createConfigFileReading({ files, access: () => OPEN }).list(ALL);
    expect(found.find(({ path }) => path === 'paths-debian.conf')?.includedBy).toEqual([]);
    expect(found.find(({ path }) => path === 'filter.d/common.conf')?.includedBy).toEqual(['filter.d/sshd.conf']);
  });

  it('have a text, with the digest of the optimistic lock', async () => {
    const { reading, port } = setUp();
    const path = 'jail.d/zz-bangui-sshd.local';
    const { text, digest, ...more } = await reading.text(path);
    expect([text, digest, more]).toEqual(['[sshd]\n', digestOf('[sshd]\n'), { path, keeper: 'bangui', isWritable: true, reason: null }]);
    await port.write({ path, text: '[sshd]\nx = 1\n', expected: digest });
    await expect(reading.text('jail.d/none.local')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(reading.text('../jail.conf')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it.each([
    ['jail.conf', OPEN, /belong to the package/],
    ['filter.d/sshd.local', { ...OPEN, commands: false }, /BANGUI_ALLOW_COMMANDS=true/],
    ['filter.d/sshd.local', { writes: false, reason: 'switched off', commands: true }, /^switched off$/],
  ])('say why %s cannot be changed', async (path, access, reason) => {
    expect(await setUp(access).reading.text(path)).toMatchObject({ isWritable: false, reason: expect.stringMatching(reason) });
  });

  it('that are links or long are only read', async () => {
    const { port } = setUp(OPEN, { 'jail.local': `#${'x'.repeat(262_144)}` });
    expect(await createConfigFileReading({ files: port, access: () => OPEN }).text('jail.local')).toMatchObject({ isWritable: false, reason: expect.stringContaining('256 kB') });
    const linked = { ...port, look: async () => ({ size: 1, modified: 1, isLink: true }) };
    expect(await createConfigFileReading({ files: linked, access: () => OPEN }).text('jail.local')).toMatchObject({ isWritable: false, reason: expect.stringContaining('link') });
  });
});
