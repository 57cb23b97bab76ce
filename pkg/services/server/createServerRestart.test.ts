import { describe, expect, it } from 'vitest';
import { BanguiError } from '../../domain/errors';
import { ADMIN, createServerServices } from '../../../test/peer/serverServices';

describe('a restart of fail2ban', () => {
  it('runs the command of the operator, and waits for the jails', async () => {
    const { restart, command, fake } = await createServerServices();
    let runs = 0;
    const { run } = command;
    command.run = () => {
      runs++;
      return run();
    };
    expect(await restart.restart(ADMIN)).toMatchObject({ kind: 'restart', state: 'done', outcomes: [{ jail: null, requested: 2, changed: 2, error: null }] });
    expect(runs).toBe(1);
    expect([...fake.jails.keys()]).toEqual(['sshd', 'nginx', 'new']);
  });

  it('brings back one that does not run', async () => {
    const { restart, crash, health } = await createServerServices();
    await crash();
    expect(await restart.restart(ADMIN)).toMatchObject({ state: 'done', outcomes: [{ requested: 3, changed: 3 }] });
    expect((await health.status()).state).toBe('online');
  });

  it('names the jails that did not come back', async () => {
    const { clock, restart, command, fake, operations } = await createServerServices();
    command.run = () => {
      fake.jails.delete('nginx');
      return { ok: true, words: '' };
    };
    const operation = restart.restart(ADMIN);
    for (let step = 0; step < 120; step++) {
      await clock.advance(200);
    }
    const { id, state } = await operation;
    // Answered before that was known.
    expect(state).toBe('running');
    expect(operations.get(id)).toMatchObject({ state: 'failed', outcomes: [{ requested: 2, changed: 1, error: expect.stringContaining('nginx') }] });
  });

  it('is refused without a command, with a configuration that cannot be read, and while something else is changed', async () => {
    const { restart, command, client, single } = await createServerServices();
    command.run = () => {
      throw new Error('must not run');
    };
    const end = single.begin('reload', 'sshd');
    await expect(restart.restart(ADMIN)).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
    end();
    client.answers.test = { ok: false, words: 'no section headers' };
    await expect(restart.restart(ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { fail2ban: 'no section headers' } });
    command.argv = null;
    await expect(restart.restart(ADMIN)).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH', details: { setting: 'BANGUI_FAIL2BAN_RESTART' } });
    expect(single.begin('restart', null)).toBeInstanceOf(Function);
  });

  it('does without a client that cannot be run', async () => {
    const { restart, client } = await createServerServices();
    client.program.test = () => Promise.reject(new BanguiError('SURROUNDINGS_MISMATCH', 'ENOENT'));
    expect(await restart.restart(ADMIN)).toMatchObject({ state: 'done' });
  });

  it('that leaves no fail2ban behind is told as that, after a minute', async () => {
    const { clock, restart, command, fake, operations } = await createServerServices();
    command.run = () => {
      fake.circumstances.unreachable = 'not_running';
      return { ok: true, words: '' };
    };
    const answered = restart.restart(ADMIN);
    for (let step = 0; step < 320; step++) {
      await clock.advance(200);
    }
    const { id, state } = await answered;
    expect(state).toBe('running');
    expect(operations.get(id)).toMatchObject({ state: 'failed', error: expect.stringContaining('not running') });
  });

  it('keeps no sidecar from stopping', async () => {
    const { clock, restart, command, fake, operations } = await createServerServices();
    command.run = () => {
      fake.circumstances.unreachable = 'not_running';
      return { ok: true, words: '' };
    };
    const answered = restart.restart(ADMIN);
    answered.catch(() => {});
    await clock.advance(1_000);
    restart.stop();
    await clock.advance(200);
    await expect(answered).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await operations.drain();
  });
});
