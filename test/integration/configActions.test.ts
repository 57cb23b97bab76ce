import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWN_FILE, startConfigStack } from './configStack';
import type { ConfigStack } from './configStack';

const OWN = 'action.d/mine.local';

describe('actions of a real fail2ban', () => {
  let stack: ConfigStack;
  beforeAll(async () => {
    stack = await startConfigStack([{ name: 'sshd' }, { name: 'other', filter: 'sshd', action: 'witness' }, { name: 'sleeping', filter: 'sshd', enabled: false }], { BANGUI_ALLOW_COMMANDS: 'true' });
  });
  afterAll(() => stack?.dispose());
  const textOf = (file: string) => readFile(path.join(stack.fail2ban.configDir, file), 'utf8').catch(() => null);
  const logged = () => readFile(stack.fail2ban.actionLog, 'utf8');

  it('of the package are changed by a file of our own, and the jails that use them run the new commands', async () => {
    const interrupted = await stack.watchOther('other');
    const actionban = `echo "100% <name> <ip> <how>" >> "${stack.fail2ban.actionLog}"`;
    const { status, body } = await stack.apply({ kind: 'set_action', action: 'bangui-record', options: { actionban, how: 'hard' } });
    expect([status, body.jails], JSON.stringify(body)).toEqual([200, [{ jail: 'sshd', becomes: 'reloaded', endsBans: null, actions: expect.any(Array) }]]);
    expect(await textOf('action.d/bangui-record.local')).toBe(`[Definition]\nactionban = ${actionban.replace('%', '%%')}\n\n[Init]\nhow = hard\n`);
    await stack.fail2ban.ban('sshd', ['192.0.2.31']);
    expect(await logged()).toContain('100% sshd 192.0.2.31 hard\n');
    expect(await interrupted()).toEqual([]);
    expect(await stack.apply({ kind: 'set_action', action: 'bangui-record', options: { actionban: null, how: null } })).toMatchObject({ status: 200 });
    expect(await textOf('action.d/bangui-record.local')).toBeNull();
    await stack.fail2ban.ban('sshd', ['192.0.2.32']);
    expect(await logged()).toContain('ban sshd 192.0.2.32\n');
  });

  it('have an option written where it counts: with what they include', async () => {
    await writeFile(path.join(stack.fail2ban.configDir, 'action.d/base.conf'), `[DEFAULT]\n_tell = echo base\n[Definition]\nactionban = %(_tell)s <ip> <place> >> "${stack.fail2ban.actionLog}"\n[Init]\nplace = here\n`);
    await writeFile(path.join(stack.fail2ban.configDir, 'action.d/derived.conf'), '[INCLUDES]\nbefore = base.conf\n');
    await stack.apply({ kind: 'set_options', jail: 'sshd', options: { action: ['derived'] } });
    const { status, body } = await stack.apply({ kind: 'set_action', action: 'derived', options: { _tell: 'echo other', place: 'there' } });
    expect([status, body.jails], JSON.stringify(body)).toEqual([200, [{ jail: 'sshd', becomes: 'reloaded', endsBans: null, actions: expect.any(Array) }]]);
    expect(await textOf('action.d/derived.local')).toBe('[Definition]\n_tell = echo other\n\n[Init]\nplace = there\n');
    await stack.fail2ban.ban('sshd', ['192.0.2.33']);
    expect(await logged()).toContain('other 192.0.2.33 there\n');
    await stack.apply({ kind: 'set_options', jail: 'sshd', options: { action: null } });
  });

  it('of our own are made, used and deleted, and not deleted while a jail, enabled or not, uses them', async () => {
    expect(await stack.apply({ kind: 'create_action', action: 'mine', options: { actionban: `echo mine <ip> >> "${stack.fail2ban.actionLog}"`, actionunban: ['true', 'true'] } })).toMatchObject({ status: 200, body: { jails: [] } });
    expect((await stack.apply({ kind: 'create_action', action: 'mine', options: { actionban: 'true' } })).body).toMatchObject({ error_code: 'INVALID_INPUT', details: { field: 'action' } });
    expect(await stack.apply({ kind: 'set_options', jail: 'sleeping', options: { action: ['mine[place="x"]'] } })).toMatchObject({ status: 200 });
    expect(await stack.apply({ kind: 'set_options', jail: 'sshd', options: { action: ['mine'] } })).toMatchObject({ status: 200 });
    await stack.fail2ban.ban('sshd', ['192.0.2.34']);
    expect(await logged()).toContain('mine 192.0.2.34\n');
    const refused = await stack.apply({ kind: 'delete_action', action: 'mine' });
    expect([refused.status, refused.body.error_code, refused.body.details.jails.sort()]).toEqual([400, 'INVALID_INPUT', ['sleeping', 'sshd']]);
    expect(refused.body.message).toContain('sleeping');
    await stack.apply({ kind: 'set_options', jail: 'sshd', options: { action: null } });
    expect((await stack.apply({ kind: 'delete_action', action: 'mine' })).body.details.jails).toEqual(['sleeping']);
    await stack.apply({ kind: 'set_options', jail: 'sleeping', options: { action: null } });
    expect(await stack.apply({ kind: 'delete_action', action: 'mine' })).toMatchObject({ status: 200 });
    expect([await textOf(OWN), await textOf(OWN_FILE('sleeping'))]).toEqual([null, null]);
    expect((await stack.apply({ kind: 'delete_action', action: 'bangui-noop' })).body).toMatchObject({ error_code: 'INVALID_INPUT' });
    expect((await stack.apply({ kind: 'delete_action', action: 'nosuch' })).body).toMatchObject({ error_code: 'NOT_FOUND' });
  });

  it('that nobody uses are tried out as well, and refused in fail2ban’s own words', async () => {
    const before = await stack.tree();
    for (const [options, words] of [
      [{ actionban: 'echo %(nosuch)s' }, 'nosuch'],
      [{ actionban: 'echo <actionban>' }, 'self referencing'],
    ] as const) {
      const { status, body } = await stack.apply({ kind: 'create_action', action: 'mine', options });
      expect([status, body.error_code], JSON.stringify(body)).toEqual([400, 'FAIL2BAN_REJECTED']);
      expect(body.details.fail2ban).toContain(words);
    }
    expect(await stack.tree()).toEqual(before);
  });

  it('whose commands fail at the start are put back', async () => {
    const before = await stack.tree();
    const { status, body } = await stack.apply({ kind: 'set_action', action: 'bangui-record', options: { actionstart: 'false' } });
    expect([status, body.error_code, body.details.rolled_back], JSON.stringify(body)).toEqual([400, 'FAIL2BAN_REJECTED', true]);
    expect(await stack.tree()).toEqual(before);
    expect(await stack.listed()).toEqual(['other', 'sshd']);
  });
});

it('any action of the package can be changed', async () => {
  const stack = await startConfigStack([{ name: 'sshd' }], { BANGUI_ALLOW_COMMANDS: 'true' });
  try {
    const { body } = await stack.sidecar.call('GET', '/config/actions');
    const names: string[] = body.definitions.map(({ name }: { name: string }) => name).filter((name: string) => !/common|\.py$/.test(name));
    expect(names.length).toBeGreaterThan(40);
    // Each takes more than a second.
    for (const action of names.filter((_, at) => at % 5 === 0)) {
      const { body: shown } = await stack.preview({ kind: 'set_action', action, options: { actioncheck: 'true' } });
      expect.soft([action, shown.problems]).toEqual([action, []]);
    }
  } finally {
    await stack.dispose();
  }
}, 180_000);
