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

describe('a change of an action', () => {
  const may = { allowsCommands: true };
  const set = (options: GivenOptions, files: Record<string, string> = {}) => planned({ kind: 'set_action', action: 'block', options }, { ...may, files });

  it('takes the permission, whatever it is', async () => {
    const changes: ConfigChange[] = [{ kind: 'set_action', action: 'block', options: { chain: 'X' } }, { kind: 'create_action', action: 'x', options: { actionban: 'true' } }, { kind: 'delete_action', action: 'block' }];
    for (const change of changes) {
      await expect(planned(change)).rejects.toMatchObject({ code: 'FORBIDDEN', details: { needed: 'BANGUI_ALLOW_COMMANDS' } });
    }
  });

  it('goes to the section in which it counts', async () => {
    expect((await set({ actionban: 'x' })).text).toBe('[Definition]\nactionban = x\n');
    expect((await set({ actionflush: 'x', chain: 'y', fresh: 'z' })).text).toBe('[Init]\nactionflush = x\nchain = y\nfresh = z\n');
    expect((await set({ _helper: 'x', _tell: 'y' })).text).toBe('[Definition]\n_helper = x\n_tell = y\n');
    expect(await set({ actionban: 'x' })).toMatchObject({ path: 'action.d/block.local', action: 'block', isChecked: false });
  });

  it('is taken out of wherever it stands', async () => {
    const own = { 'action.d/block.local': '[Definition]\nchain = a\nactionban = b\n[Init]\nchain = c\n' };
    expect((await set({ chain: null }, own)).text).toBe('[Definition]\nactionban = b\n[Init]\n');
    expect((await set({ chain: null, actionban: null }, own)).text).toBeNull();
  });

  it('doubles a percent sign but in references, and refuses what ends a value', async () => {
    expect((await set({ actionban: ['date +%s', '%(_tell)s 5%'] })).text).toBe('[Definition]\nactionban = date +%%s\n    %(_tell)s 5%%\n');
    for (const line of ['a ; b', '# a', ' a', 'a\nb', '']) {
      await expect(set({ actionban: line })).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field: 'actionban' } });
    }
    for (const option of ['before', 'after', 'a b', 'a=b', '[x]', 'A', '__proto', 'x?family=inet6']) {
      await expect(set({ [option]: 'x' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  it('makes and deletes own ones only, and none that a jail uses', async () => {
    const make = (action: string, options: GivenOptions) => planned({ kind: 'create_action', action, options }, may);
    expect((await make('mine', { actionban: 'x' })).path).toBe('action.d/mine.local');
    await expect(make('mine', { actionstart: 'x' })).rejects.toMatchObject({ details: { field: 'actionban' } });
    await expect(make('block', { actionban: 'x' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(make('../x', { actionban: 'x' })).rejects.toMatchObject({ details: { field: 'action' } });
    const remove = (action: string, users: string[] = []) => planned({ kind: 'delete_action', action }, { ...may, users, files: { 'action.d/mine.local': '[Definition]\nactionban = x\n' } });
    expect(await remove('mine')).toMatchObject({ text: null });
    await expect(remove('mine', ['sshd', 'nginx'])).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('sshd, nginx'), details: { field: 'action', jails: ['sshd', 'nginx'] } });
    await expect(remove('block')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(remove('nosuch')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
