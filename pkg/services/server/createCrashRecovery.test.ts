import { describe, expect, it } from 'vitest';
import { ADMIN, createServerServices } from '../../../test/peer/serverServices';

const NOW = Date.UTC(2026, 0, 1) / 1000;

describe('a crash after an activation', () => {
  it('is pending when fail2ban goes within a minute, to the last second of it', async () => {
    const { clock, recovery, crash, records } = await createServerServices();
    await recovery.noteActivation('sshd', 7);
    await clock.advance(60_000);
    await crash();
    expect(recovery.pending()).toEqual({ jail_name: 'sshd', activated_at: NOW, detected_at: NOW + 60, recovered: false, undone: false });
    expect(records.filter(({ event }) => event === 'activation_crash_detected')).toEqual([{ level: 'warn', event: 'activation_crash_detected', fields: { jail: 'sshd', seconds_since_activation: 60 } }]);
  });

  it.each([60_001, 61_000])('is none after %i ms', async (ms) => {
    const { clock, recovery, crash, events } = await createServerServices();
    await recovery.noteActivation('sshd', 7);
    await clock.advance(ms);
    await crash();
    await clock.advance(10_000);
    expect(recovery.pending()).toBeNull();
    expect(events()).not.toContain('activation_crash_detected');
  });

  it('counts to the moment at which the connection closed, however late it is known that nobody answers', async () => {
    const { clock, fake, recovery } = await createServerServices();
    await recovery.noteActivation('sshd', 7);
    await clock.advance(60_000);
    // Each connection breaks for a while before nobody listens any more.
    fake.circumstances.unreachable = 'connection_lost';
    fake.loseConnection();
    await clock.advance(1_000);
    expect(recovery.pending()).toBeNull();
    await clock.advance(5_000);
    expect(recovery.pending()).toMatchObject({ detected_at: NOW + 60 });
  });

  it('is none while fail2ban is only busy, for however long, nor when nobody may open its socket', async () => {
    const { clock, fake, health, recovery } = await createServerServices();
    await recovery.noteActivation('sshd', 7);
    fake.circumstances.unreachable = 'refused_busy';
    void health.probe();
    await clock.advance(50_000);
    expect((await health.status()).state).toBe('busy');
    expect(recovery.pending()).toBeNull();
    fake.circumstances.unreachable = 'permission_denied';
    await clock.advance(2_000);
    expect(recovery.pending()).toBeNull();
  });

  it('is not begun anew while one is open', async () => {
    const { clock, recovery, crash, comeBack, events } = await createServerServices();
    await recovery.noteActivation('sshd', 7);
    await clock.advance(5_000);
    await crash();
    await comeBack();
    await recovery.noteActivation('nginx', 8);
    await clock.advance(5_000);
    await crash();
    expect(recovery.pending()).toMatchObject({ jail_name: 'sshd', recovered: true });
    expect(events().filter((event) => event === 'activation_crash_detected')).toHaveLength(1);
  });

  it('is recovered when fail2ban answers again, and kept until somebody dismisses it', async () => {
    const { clock, recovery, crash, comeBack, records } = await createServerServices();
    await recovery.noteActivation('sshd', 7);
    await crash();
    await comeBack();
    await clock.advance(3_600_000);
    expect(recovery.pending()).toMatchObject({ recovered: true });
    await recovery.close('dismissed');
    expect(recovery.pending()).toBeNull();
    await expect(recovery.close('dismissed')).rejects.toMatchObject({ code: 'NO_PENDING_RECOVERY' });
    const told = records.filter(({ event }) => event === 'pending_recovery_resolved').map(({ fields }) => fields);
    expect(told).toEqual([{ jail: 'sshd', how: 'online_again' }, { jail: 'sshd', how: 'dismissed' }]);
  });

  it('is none after a deactivation of that jail, but one of another changes nothing', async () => {
    const { recovery, crash, comeBack } = await createServerServices();
    await recovery.noteActivation('sshd', 7);
    await recovery.noteDeactivation('sshd');
    await crash();
    expect(recovery.pending()).toBeNull();
    await comeBack();
    await recovery.noteActivation('sshd', 8);
    await recovery.noteDeactivation('nginx');
    await crash();
    expect(recovery.pending()).toMatchObject({ jail_name: 'sshd' });
  });

  it('is noticed by the probe that an activation and a deactivation start at once', async () => {
    const { fake, recovery } = await createServerServices();
    const pings = () => fake.calls.filter((call) => call === 'ping').length;
    await recovery.noteActivation('sshd', 7);
    expect(pings()).toBe(2);
    await recovery.noteDeactivation('sshd');
    expect(pings()).toBe(3);
    fake.circumstances.unreachable = 'not_running';
    await recovery.noteActivation('nginx', 8);
    expect(recovery.pending()).toMatchObject({ jail_name: 'nginx', detected_at: NOW });
  });

  it('counts when fail2ban was lost during the activation, which is noted only then', async () => {
    const { clock, recovery, crash } = await createServerServices();
    const began = clock.now();
    await clock.advance(500);
    await crash();
    expect(recovery.pending()).toBeNull();
    await recovery.noteActivation('sshd', 7, began);
    expect(recovery.pending()).toMatchObject({ jail_name: 'sshd' });
  });

  it('is that of the activation under way, not of an earlier one', async () => {
    const { clock, recovery, crash } = await createServerServices();
    await recovery.noteActivation('nginx', 6);
    await clock.advance(1_000);
    recovery.noteActivating('sshd', 7);
    await crash();
    expect(recovery.task()).toEqual({ jail: 'sshd', revision: 7, undone: false });
    await recovery.noteTakenBack(7, false);
    expect(recovery.task()).toEqual({ jail: 'sshd', revision: 7, undone: true });
  });

  it('is known to be undone also when it is noticed later', async () => {
    const { fake, recovery } = await createServerServices();
    recovery.noteActivating('sshd', 7);
    fake.circumstances.unreachable = 'stale_socket';
    await recovery.noteTakenBack(7, false);
    expect(recovery.task()).toEqual({ jail: 'sshd', revision: 7, undone: true });
  });

  it('is one of the activation before, when fail2ban only refused the later one', async () => {
    const { recovery, crash } = await createServerServices();
    await recovery.noteActivation('nginx', 6);
    recovery.noteActivating('other', 7);
    recovery.noteActivating('sshd', 7);
    await recovery.noteTakenBack(7, true);
    await crash();
    expect(recovery.task()).toEqual({ jail: 'nginx', revision: 6, undone: false });
  });

  it('is none when fail2ban was gone before', async () => {
    const { clock, recovery, crash } = await createServerServices();
    await crash();
    await clock.advance(1_000);
    await recovery.noteActivation('sshd', 7);
    await clock.advance(30_000);
    expect(recovery.pending()).toBeNull();
  });
});

describe('a restart of the sidecar', () => {
  it('keeps what is pending, and notices that fail2ban is back', async () => {
    const first = await createServerServices();
    await first.recovery.noteActivation('sshd', 7);
    await first.crash();
    await first.recovery.stop();
    const second = await createServerServices({ left: first.left });
    expect(second.recovery.pending()).toMatchObject({ jail_name: 'sshd', recovered: true });
    expect(second.recovery.task()).toEqual({ jail: 'sshd', revision: 7, undone: false });
  });

  it('keeps the activation: a crash right after it still counts', async () => {
    const first = await createServerServices();
    await first.recovery.noteActivation('sshd', 7);
    await first.recovery.stop();
    const second = await createServerServices({ left: first.left });
    await second.clock.advance(30_000);
    await second.crash();
    expect(second.recovery.pending()).toMatchObject({ jail_name: 'sshd', detected_at: NOW + 30 });
  });

  it('begins anew where the notes are no notes', async () => {
    const { recovery } = await createServerServices({ left: { notes: '{"pending":3' } });
    expect(recovery.pending()).toBeNull();
  });
});

describe('a rollback', () => {
  it('restores what was before the revision, restarts fail2ban and is over', async () => {
    const { recovery, rollback, crash, restored, health, fake, records } = await createServerServices();
    await recovery.noteActivation('sshd', 7);
    await crash();
    expect(await rollback.rollBack(ADMIN)).toMatchObject({ kind: 'rollback', state: 'done', outcomes: [{ jail: 'sshd', changed: 1, error: null }] });
    expect(restored).toEqual([7]);
    expect(recovery.pending()).toBeNull();
    expect((await health.status()).state).toBe('online');
    expect(records.filter(({ event }) => event === 'pending_recovery_resolved').at(-1)?.fields).toEqual({ jail: 'sshd', how: 'rolled_back' });
    // Its activation is forgotten, too.
    fake.circumstances.unreachable = 'stale_socket';
    fake.loseConnection();
    await health.probe();
    expect(recovery.pending()).toBeNull();
  });

  it('of what was taken back already only restarts fail2ban', async () => {
    const { recovery, rollback, crash, restored, health } = await createServerServices();
    recovery.noteActivating('sshd', 7);
    await crash();
    await recovery.noteTakenBack(7, false);
    expect((await rollback.rollBack(ADMIN)).state).toBe('done');
    expect([restored, recovery.pending(), (await health.status()).state]).toEqual([[], null, 'online']);
  });

  it('of a jail that was loaded without a revision disables it, as before it did not run', async () => {
    const { recovery, rollback, crash, config, restored, revisions } = await createServerServices();
    config.files.set('jail.conf', '[sshd]\nenabled = true\n');
    await recovery.noteActivation('sshd', null);
    await crash();
    expect((await rollback.rollBack(ADMIN)).state).toBe('done');
    expect(restored).toEqual([]);
    expect(config.files.get('jail.d/zz-bangui-sshd.local')).toBe('[sshd]\nenabled = false\n');
    expect(revisions).toMatchObject([{ actor: 'anna', kind: 'rollback', reason: 'fail2ban went down over the activation of sshd.', before: null, outcome: { result: 'applied' } }]);
  });

  it('is refused when nothing is pending, and when nobody said how to restart', async () => {
    const { recovery, rollback, crash, command, restored } = await createServerServices();
    await expect(rollback.rollBack(ADMIN)).rejects.toMatchObject({ code: 'NO_PENDING_RECOVERY' });
    await recovery.noteActivation('sshd', 7);
    await crash();
    command.argv = null;
    await expect(rollback.rollBack(ADMIN)).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH', details: { setting: 'BANGUI_FAIL2BAN_RESTART' } });
    expect(restored).toEqual([]);
    expect(recovery.pending()).not.toBeNull();
  });

  it('is not dismissed while it is under way', async () => {
    const { recovery, rollback, crash, command } = await createServerServices();
    await recovery.noteActivation('sshd', 7);
    await crash();
    const { run } = command;
    let dismissed: unknown = null;
    command.run = async () => {
      dismissed = await recovery.close('dismissed').catch((error: unknown) => error);
      return run();
    };
    expect((await rollback.rollBack(ADMIN)).state).toBe('done');
    expect([dismissed, recovery.pending()]).toEqual([expect.objectContaining({ code: 'OPERATION_IN_PROGRESS' }), null]);
  });

  it('that does not bring fail2ban back stays pending, and can be tried again', async () => {
    const { recovery, rollback, crash, command, restored } = await createServerServices();
    await recovery.noteActivation('sshd', 7);
    await crash();
    const { run } = command;
    command.run = () => ({ ok: false, words: 'Unit not found' });
    await expect(rollback.rollBack(ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { fail2ban: 'Unit not found', setting: 'BANGUI_FAIL2BAN_RESTART', restored: true }, message: expect.stringMatching(/as before the activation again.*could not be restarted/) });
    expect(recovery.pending()).toMatchObject({ undone: true });
    expect(recovery.pending()).toMatchObject({ jail_name: 'sshd' });
    command.run = run;
    expect((await rollback.rollBack(ADMIN)).state).toBe('done');
    expect(restored).toEqual([7]);
  });
});

describe('a restart of fail2ban that was asked for', () => {
  it('is no crash, unless fail2ban stays away', async () => {
    const { clock, recovery, restart, command, fake } = await createServerServices();
    await recovery.noteActivation('sshd', 7);
    const { run } = command;
    command.run = async () => {
      fake.circumstances.unreachable = 'not_running';
      fake.loseConnection();
      await clock.advance(1_000);
      return run();
    };
    expect((await restart.restart(ADMIN)).state).toBe('done');
    expect(recovery.pending()).toBeNull();

    command.run = async () => {
      fake.circumstances.unreachable = 'not_running';
      fake.loseConnection();
      await clock.advance(1_000);
      return { ok: false, words: 'no' };
    };
    await expect(restart.restart(ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED' });
    expect(recovery.pending()).toMatchObject({ jail_name: 'sshd' });
  });
});
