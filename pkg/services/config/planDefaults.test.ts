import { describe, expect, it } from 'vitest';
import { createFakeConfigFiles } from '../../../test/fakes/createFakeConfigFiles';
import type { ConfigChange, GivenOptions } from '../../contract/configChanges';
import { planChange } from './planChange';

const FILES = {
  'jail.conf': '[DEFAULT]\nbantime = 10m\nbanaction = iptables\nport = 0:65535\n[sshd]\nport = ssh\n[nginx]\n',
  'jail.local': '[DEFAULT]\nignoreip = 192.0.2.0/24\n[nginx]\nbantime = 1h\n',
  'action.d/block.conf': '[INCLUDES]\nbefore = base.conf\n[Definition]\nactionban = block <ip>\n_helper = x\n',
  'action.d/base.conf': '[DEFAULT]\n_tell = echo\n[Init]\nchain = INPUT\nactionflush = flush\n',
};

function planned(change: ConfigChange, { files = {}, allowsCommands = false, users = [] as string[] }: { files?: Record<string, string>; allowsCommands?: boolean; users?: string[] } = {}) {
  const { port } = createFakeConfigFiles({ ...FILES, ...files });
  const context = { hasFilter: () => true, isLogPlace: () => true, allowsCommands };
  return planChange(change, { files: port, context, usersOf: async () => users });
}

describe('a change of the defaults', () => {
  const set = (options: GivenOptions, more?: Parameters<typeof planned>[1]) => planned({ kind: 'set_defaults', options }, more);
  const OWN = 'jail.d/zz-bangui.local';

  it('is written to a file that is read last of ours, beside what stands there', async () => {
    const plan = await set({ bantime: '2h', usedns: 'no' }, { files: { [OWN]: '# mine\n[DEFAULT]\nbantime = 1h\n' } });
    expect(plan).toMatchObject({ path: OWN, text: '# mine\n[DEFAULT]\nbantime = 2h\nusedns = no\n', isChecked: true });
    expect(['jail.d/zz-bangui-zzz.local', OWN].sort()[1]).toBe(OWN);
    expect((await set({ bantime: null }, { files: { [OWN]: '[DEFAULT]\nbantime = 1h\n' } })).text).toBeNull();
  });

  it('tells which jails say nothing of what changes, and no others', async () => {
    expect((await set({ bantime: '2h' })).inheriting).toEqual({ jails: ['sshd'], more: 0 });
    expect((await set({ port: '1:2' })).inheriting).toEqual({ jails: ['nginx'], more: 0 });
    expect((await set({ bantime: '2h', port: '1:2' })).inheriting).toEqual({ jails: ['sshd', 'nginx'], more: 0 });
    const many = Array.from({ length: 60 }, (_, at) => `[j${at}]\n`).join('');
    expect((await set({ bantime: '2h' }, { files: { 'jail.d/many.conf': many } })).inheriting).toMatchObject({ more: 11 });
    expect((await set({ bantime: '1h', port: '1:2' }, { files: { [OWN]: '[DEFAULT]\nbantime = 1h\n' } })).inheriting).toEqual({ jails: ['nginx'], more: 0 });
  });

  it('is refused where a later file would undo it', async () => {
    await expect(set({ bantime: '2h' }, { files: { 'jail.d/zzz.local': '[DEFAULT]\nbantime = 1h\n' } })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('jail.d/zzz.local') });
    await expect(set({ bantime: '2h' }, { files: { 'jail.d/zzz.conf': '[DEFAULT]\nbantime = 1h\n', 'jail.d/aaa.local': '[DEFAULT]\nbantime = 1h\n' } })).resolves.toBeDefined();
  });

  it.each(['enabled', 'filter', 'logpath', 'failregex'])('does not take %s, which is of one jail', async (option) => {
    await expect(set({ [option]: 'true' }, { allowsCommands: true })).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field: option } });
  });

  it('neither lets everybody in nor locks the host out from itself', async () => {
    await expect(set({ ignoreip: ['10.0.0.0/8', '0.0.0.0/1'] })).rejects.toMatchObject({ details: { field: 'ignoreip' } });
    await expect(set({ ignoreip: ['2000::/3'] })).rejects.toMatchObject({ details: { field: 'ignoreip' } });
    await expect(set({ ignoreip: ['10.0.0.0/8', '2001:db8::/32', 'localhost'] })).resolves.toBeDefined();
    await expect(set({ ignoreself: 'false' })).rejects.toMatchObject({ details: { field: 'ignoreip' } });
    await expect(set({ ignoreself: 'false', ignoreip: ['127.0.0.0/8'] })).resolves.toBeDefined();
    const self = { files: { [OWN]: '[DEFAULT]\nignoreself = false\nignoreip = 127.0.0.0/8\n' } };
    await expect(set({ ignoreip: null }, self)).rejects.toMatchObject({ details: { field: 'ignoreip' } });
    await expect(set({ ignoreip: null, ignoreself: null }, self)).resolves.toBeDefined();
  });

  it('takes the permission for what runs as root, also to take it back', async () => {
    for (const value of ['nftables', null]) {
      await expect(set({ banaction: value })).rejects.toMatchObject({ code: 'FORBIDDEN', details: { needed: 'BANGUI_ALLOW_COMMANDS' } });
      await expect(set({ banaction: value }, { allowsCommands: true })).resolves.toBeDefined();
      await expect(planned({ kind: 'set_options', jail: 'sshd', options: { action: value } })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
