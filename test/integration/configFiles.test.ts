import { createHash } from 'node:crypto';
import { readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConfigStack } from './configStack';
import type { ConfigStack } from './configStack';

const HAND = 'jail.d/by-hand.local';

describe('the files of a real configuration', () => {
  let stack: ConfigStack;
  beforeAll(async () => {
    stack = await startConfigStack([{ name: 'sshd' }], { BANGUI_ALLOW_COMMANDS: 'true' });
  });
  afterAll(() => stack?.dispose());
  const get = (query: string, role: 'Viewer' | 'Editor' | 'Admin' = 'Admin') => stack.sidecar.call('GET', `/config/files${query}`, { role });
  const text = (file: string) => get(`/text?path=${encodeURIComponent(file)}`);
  const here = (file: string) => path.join(stack.fail2ban.configDir, file);

  it('are all listed, in pages, as they are on the disk', async () => {
    await writeFile(here(HAND), '# by hand\n');
    await utimes(here(HAND), 1_700_000_000, 1_700_000_000);
    const onDisk = Object.keys(await stack.tree()).filter((file) => /^(?:(?:jail|filter|action|fail2ban)\.d\/)?[^/]+\.(?:conf|local)$/.test(file));
    const { status, body } = await get('?pageSize=500');
    const paths = body.files.map((file: { path: string }) => file.path);
    expect([status, body.total, [...paths].sort()]).toEqual([200, onDisk.length, onDisk.sort()]);
    expect(body.files.find((file: { path: string }) => file.path === HAND)).toEqual({ path: HAND, size: 10, modified: 1_700_000_000, keeper: 'local', includedBy: [] });
    const common = body.files.find((file: { path: string }) => file.path === 'filter.d/common.conf');
    expect([common.keeper, common.includedBy]).toEqual(['package', expect.arrayContaining(['filter.d/sshd.conf'])]);
    const pages = await Promise.all([1, 2].map(async (page) => (await get(`?pageSize=${Math.ceil(onDisk.length / 2)}&page=${page}`)).body.files));
    expect(pages.flat().map((file: { path: string }) => file.path)).toEqual(paths);
    expect((await get('?search=BY-HAND')).body).toMatchObject({ total: 1, files: [{ path: HAND }] });
  });

  it('are read byte by byte, with the digest that a change is based on', async () => {
    const shipped = await text('jail.conf');
    const bytes = await readFile(here('jail.conf'));
    expect(shipped.body).toEqual({ path: 'jail.conf', text: bytes.toString(), digest: createHash('sha256').update(bytes).digest('hex'), keeper: 'package', isWritable: false, reason: expect.stringContaining('package') });

    await writeFile(here(HAND), '# by hand\r\n');
    const read = await text(HAND);
    expect(read.body).toMatchObject({ text: '# by hand\r\n', isWritable: true, reason: null });
    await writeFile(here(HAND), '# by another hand\n');
    const edit = { kind: 'edit_file', path: HAND, text: '# mine\n' };
    expect(await stack.apply(edit, { expected: read.body.digest })).toMatchObject({ status: 409, body: { error_code: 'REVISION_CONFLICT' } });
    expect(await readFile(here(HAND), 'utf8')).toBe('# by another hand\n');
    expect(await stack.apply(edit, { expected: (await text(HAND)).body.digest })).toMatchObject({ status: 200 });
    expect((await text(HAND)).body.text).toBe('# mine\n');
  });

  it('are told to be no text where they are none, and to be missing where they are', async () => {
    await writeFile(here('jail.d/latin.local'), Buffer.from([0x23, 0xe4, 0x0a]));
    await writeFile(here('jail.d/huge.local'), '#'.repeat(1024 * 1024 + 1));
    expect(await text('jail.d/latin.local')).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT', message: expect.stringContaining('is not UTF-8') } });
    expect(await text('jail.d/huge.local')).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT', message: expect.stringContaining('larger than 1 MB') } });
    expect((await get('?search=latin')).body.files).toMatchObject([{ size: 3 }]);
    expect(await text('jail.d/none.local')).toMatchObject({ status: 404, body: { error_code: 'NOT_FOUND' } });
    await Promise.all(['latin', 'huge'].map((name) => rm(here(`jail.d/${name}.local`))));
  });

  it('are never read out of the folder', async () => {
    await writeFile(path.join(stack.fail2ban.dir, 'secret.local'), 'secret');
    await symlink(path.join(stack.fail2ban.dir, 'secret.local'), here('jail.d/zz-link.local'));
    for (const file of ['jail.d/zz-link.local', '../secret.local', 'jail.d/../../secret.local', '/etc/passwd', 'jail.d/x.txt', 'jail.d/x\0.local', 'jail.d', '']) {
      expect(await text(file), file).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT' } });
    }
    expect((await get('?search=zz-link')).body).toEqual({ total: 0, files: [] });
    expect(await get('/text')).toMatchObject({ status: 400 });
    expect(await get(`/text?path=jail.conf&path=jail.local`)).toMatchObject({ status: 400 });
    await rm(here('jail.d/zz-link.local'));
  });

  it.each(['Viewer', 'Editor'] as const)('are nothing for an %s', async (role) => {
    expect(await get('', role)).toMatchObject({ status: 403, body: { error_code: 'FORBIDDEN' } });
    expect(await get('/text?path=jail.conf', role)).toMatchObject({ status: 403, body: { error_code: 'FORBIDDEN' } });
  });
});

describe('the files of a host that takes no texts', () => {
  it.each([
    [{}, 'BANGUI_ALLOW_COMMANDS=true'],
    [{ BANGUI_ALLOW_COMMANDS: 'true', BANGUI_CONFIG_WRITES: 'off' }, 'BANGUI_CONFIG_WRITES=off'],
  ])('are read all the same, with the reason: %j', async (env, reason) => {
    const stack = await startConfigStack([{ name: 'sshd' }], env);
    try {
      await writeFile(path.join(stack.fail2ban.configDir, HAND), '# by hand\n');
      expect(await stack.sidecar.call('GET', `/config/files/text?path=${HAND}`, { role: 'Admin' })).toMatchObject({ status: 200, body: { text: '# by hand\n', isWritable: false, reason: expect.stringContaining(reason) } });
    } finally {
      await stack.dispose();
    }
  });
});
