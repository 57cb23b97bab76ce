import { describe, expect, it } from 'vitest';
import { ADMIN, createServerServices, streamOf } from '../../../test/peer/serverServices';

const reloads = (calls: readonly string[]) => calls.filter((call) => call.startsWith('reload'));

describe('a reload', () => {
  it('of one jail tries out its configuration first', async () => {
    const { reload, client, fake } = await createServerServices();
    expect(await reload.reload('sshd', ADMIN)).toMatchObject({ kind: 'reload', state: 'done', total: 1, outcomes: [{ jail: 'sshd', changed: 1, error: null }] });
    expect(reloads(client.calls)).toEqual(['reload sshd']);
    expect(fake.calls).toContain('preflight sshd');
    fake.circumstances.preflight = ["name 'abc' is not defined"];
    await expect(reload.reload('sshd', ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { fail2ban: "name 'abc' is not defined", lost_jails: [] } });
    expect(reloads(client.calls)).toEqual(['reload sshd']);
  });

  it('of all goes jail by jail, starts the new ones, and leaves out those that have not changed since', async () => {
    const { reload, client, fake, parameters } = await createServerServices();
    expect((await reload.reload(null, ADMIN)).outcomes.map(({ jail, error }) => [jail, error])).toEqual([['sshd', null], ['nginx', null], ['new', null]]);
    expect(reloads(client.calls)).toEqual(['reload sshd', 'reload nginx', 'reload new']);
    expect(await reload.reload(null, ADMIN)).toMatchObject({ state: 'done', total: 0 });

    client.answers.stream?.jails.set('nginx', streamOf('nginx', 900));
    await parameters.set('new', { maxRetry: 9, confirm: false });
    expect((await reload.reload(null, ADMIN)).outcomes.map(({ jail }) => jail)).toEqual(['nginx', 'new']);
    fake.loseConnection();
    expect((await reload.reload(null, ADMIN)).total).toBe(3);
  });

  it('goes on after a jail that is refused, and names those that cannot be read', async () => {
    const { reload, client, fake } = await createServerServices();
    client.answers.stream?.jails.delete('nginx');
    client.answers.stream?.problems.set('nginx', "Unable to read the filter 'nosuch'");
    fake.circumstances.preflight = [];
    const operation = await reload.reload(null, ADMIN);
    expect(operation).toMatchObject({ state: 'failed', done: 3 });
    expect(operation.outcomes.map(({ jail, changed }) => [jail, changed])).toEqual([['sshd', 1], ['new', 1], ['nginx', 0]]);
    expect(operation.outcomes[2]?.error).toContain("Unable to read the filter 'nosuch'");
  });

  it('never ends a running jail that nobody enables any more', async () => {
    const { reload, client, fake } = await createServerServices();
    client.answers.stream?.jails.delete('sshd');
    await expect(reload.reload('sshd', ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED' });
    await reload.reload(null, ADMIN);
    expect([...fake.jails.keys()]).toContain('sshd');
    expect(reloads(client.calls)).not.toContain('reload sshd');
  });

  it('tells when the jail is gone after it', async () => {
    const { reload, client, fake } = await createServerServices();
    client.answers.reload = { ok: false, words: 'no' };
    await expect(reload.reload('sshd', ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { fail2ban: 'no', lost_jails: [] } });
    client.answers.reload = { ok: true, words: '' };
    const { reloadIfExists } = client.program;
    client.program.reloadIfExists = async (jail) => {
      fake.jails.delete(jail);
      return client.answers.reload;
    };
    await expect(reload.reload('sshd', ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { lost_jails: ['sshd'] } });
    client.program.reloadIfExists = reloadIfExists;
  });

  it('is refused for no jail, an unreadable configuration, surroundings that do not fit, and while something else is changed', async () => {
    const { reload, client, single, fake } = await createServerServices();
    await expect(reload.reload('--all', ADMIN)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(reload.reload('nosuch', ADMIN)).rejects.toMatchObject({ code: 'JAIL_NOT_FOUND' });
    const end = single.begin('stop_jail', 'nginx');
    await expect(reload.reload('sshd', ADMIN)).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS', details: { jail: 'nginx' } });
    end();
    client.answers.stream = null;
    client.answers.test = { ok: false, words: 'no section headers' };
    await expect(reload.reload(null, ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { fail2ban: 'no section headers' } });
    client.answers.version = '0.9.0';
    await expect(reload.reload('sshd', ADMIN)).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH' });
    fake.circumstances.unreachable = 'not_running';
    await expect(reload.reload('sshd', ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE' });
    expect(single.begin('restart', null)).toBeInstanceOf(Function);
    expect(reloads(client.calls)).toEqual([]);
  });
});
