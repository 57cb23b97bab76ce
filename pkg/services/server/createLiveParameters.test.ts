import { describe, expect, it } from 'vitest';
import { createServerServices } from '../../../test/peer/serverServices';

const NO = { confirm: false };

describe('live parameters of a jail', () => {
  it('are told and set, each for itself', async () => {
    const { parameters, fake } = await createServerServices();
    expect(await parameters.read('sshd')).toEqual({ jail: 'sshd', banTime: 600, findTime: 600, maxRetry: 5, maxMatches: 5 });
    expect(await parameters.set('sshd', { findTime: 120, maxRetry: 3, maxMatches: 7, ...NO })).toEqual({ jail: 'sshd', banTime: 600, findTime: 120, maxRetry: 3, maxMatches: 7, endingBans: 0 });
    expect(fake.calls.filter((call) => call.startsWith('set '))).toEqual(['set sshd findtime 120', 'set sshd maxretry 3', 'set sshd maxmatches 7']);
  });

  it('longer bans need no yes, also for ever', async () => {
    const { parameters } = await createServerServices();
    expect(await parameters.set('sshd', { banTime: 1200, ...NO })).toMatchObject({ banTime: 1200, endingBans: 0 });
    expect(await parameters.set('sshd', { banTime: -1, ...NO })).toMatchObject({ banTime: -1, endingBans: 0 });
  });

  it('shorter ones say how many bans would end at once, and change nothing without a yes', async () => {
    const { clock, parameters, fake } = await createServerServices();
    await fake.port.ban('sshd', ['192.0.2.1', '192.0.2.2']);
    await clock.advance(100_000);
    await fake.port.ban('sshd', ['192.0.2.3']);
    await expect(parameters.set('sshd', { banTime: 100, findTime: 60, ...NO })).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED', details: { jail: 'sshd', endingBans: 2, before: 600, banTime: 100 } });
    await expect(parameters.set('sshd', { banTime: 101, ...NO })).rejects.toMatchObject({ details: { endingBans: 0 } });
    expect(fake.calls.some((call) => call.startsWith('set '))).toBe(false);
    expect(await parameters.set('sshd', { banTime: 100, confirm: true })).toMatchObject({ banTime: 100, endingBans: 2 });
  });

  it('bans of another length are their own, and a permanent ban time may become a short one', async () => {
    const { clock, parameters, fake } = await createServerServices();
    await fake.port.setLiveParameter('sshd', 'bantime', -1);
    await fake.port.ban('sshd', ['192.0.2.1']);
    await fake.port.setLiveParameter('sshd', 'bantime', 5000);
    await fake.port.ban('sshd', ['192.0.2.2']);
    await clock.advance(100_000);
    await expect(parameters.set('sshd', { banTime: 10, ...NO })).rejects.toMatchObject({ details: { endingBans: 1 } });
    await fake.port.setLiveParameter('sshd', 'bantime', -1);
    await expect(parameters.set('sshd', { banTime: 10, ...NO })).rejects.toMatchObject({ details: { endingBans: 1, before: -1 } });
  });

  it.each([{ banTime: 0 }, { banTime: -2 }, { banTime: 1.5 }, { banTime: 4e9 }, { findTime: -1 }, { maxRetry: 0 }, { maxMatches: 10_001 }, {}])('refuses %j before anything is sent', async (wanted) => {
    const { parameters, fake } = await createServerServices();
    const sent = fake.calls.length;
    await expect(parameters.set('sshd', { maxRetry: 3, ...wanted, ...NO, ...(Object.keys(wanted).length === 0 && { maxRetry: undefined }) })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(fake.calls.slice(sent)).toEqual([]);
  });

  it('of no jail, of a refusing one and of a fail2ban that is gone say so', async () => {
    const { parameters, fake } = await createServerServices();
    await expect(parameters.set('nosuch', { maxRetry: 3, ...NO })).rejects.toMatchObject({ code: 'JAIL_NOT_FOUND' });
    await expect(parameters.read('--all')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    fake.circumstances.refuses = 'set sshd maxretry';
    await expect(parameters.set('sshd', { findTime: 60, maxRetry: 3, ...NO })).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { set: ['findTime'] } });
    fake.circumstances.unreachable = 'not_running';
    await expect(parameters.read('sshd')).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE' });
    await expect(parameters.set('sshd', { maxRetry: 3, ...NO })).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE' });
  });
});
