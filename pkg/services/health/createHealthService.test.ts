import { describe, expect, it, vi } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createHealthService } from './createHealthService';
import { createJailService } from '../jails/createJailService';

function setUp() {
  const clock = createFakeClock();
  const fake = createFakeFail2ban({ clock, jailNames: ['sshd', 'nginx'] });
  const { logger, records, events } = createRecordingLogger();
  const onOffline = vi.fn();
  const jails = createJailService({ fail2ban: fake.port, clock });
  const health = createHealthService({ fail2ban: fake.port, jails, clock, logger, intervalMs: 30_000, sidecarVersion: '1.2.3', onOffline });
  const pings = () => fake.calls.filter((call) => call === 'ping').length;
  return { clock, fake, health, jails, onOffline, records, events, pings };
}

describe('health', () => {
  it('is unknown, and counts for no alert, until the first probe has ended', async () => {
    const { health } = setUp();
    expect(await health.status()).toMatchObject({ state: 'unknown', up: null, totals: null, checkedAt: null });
  });

  it('probes at start and every interval, and tells version and totals', async () => {
    const { clock, health, pings, events, records } = setUp();
    await health.start();
    expect(await health.status()).toMatchObject({ state: 'online', up: 1, reason: null, message: '', version: '1.1.0', sidecarVersion: '1.2.3', totals: { jails: 2 } });
    await clock.advance(29_999);
    expect(pings()).toBe(1);
    await clock.advance(1);
    expect(pings()).toBe(2);
    expect(events().filter((event) => event === 'fail2ban_came_online')).toHaveLength(1);
    expect(records.filter(({ event }) => event === 'health_check_complete').map(({ level }) => level)).toEqual(['debug', 'debug']);
  });

  it.each([
    ['not_running', 'offline'],
    ['stale_socket', 'offline'],
    ['permission_denied', 'forbidden'],
  ] as const)('is down with the reason %s, and back within a second of the return', async (reason, state) => {
    const { clock, fake, health, onOffline, events } = setUp();
    await health.start();
    const { since } = await health.status();
    fake.circumstances.unreachable = reason;
    fake.loseConnection();
    await clock.advance(1);
    const down = await health.status();
    expect(down).toMatchObject({ state, up: 0, reason, totals: null, version: null });
    expect(down.message).not.toBe('');
    expect(down.since).toBeGreaterThanOrEqual(since);
    expect(onOffline).toHaveBeenCalledTimes(1);
    await clock.advance(60_000);
    expect(events().filter((event) => event === 'fail2ban_went_offline')).toHaveLength(1);
    fake.circumstances.unreachable = null;
    await clock.advance(1000);
    expect(await health.status()).toMatchObject({ state: 'online', up: 1 });
  });

  it('is busy, not down, while an answer is late: with its last totals, up for three minutes and down after', async () => {
    const { clock, fake, health, onOffline } = setUp();
    await health.start();
    expect((await health.status()).totals).not.toBeNull();
    fake.circumstances.delayMs = 1_000_000;
    void health.probe();
    await clock.advance(1999);
    expect((await health.status()).state).toBe('online');
    await clock.advance(1);
    const late = async () => {
      const answer = health.status();
      await clock.advance(1000);
      return answer;
    };
    expect(await late()).toMatchObject({ state: 'busy', up: 1, totals: { jails: 2 } });
    await clock.advance(170_000);
    expect(await late()).toMatchObject({ state: 'busy', up: 1 });
    await clock.advance(20_000);
    expect(await late()).toMatchObject({ state: 'busy', up: 0 });
    expect(onOffline).not.toHaveBeenCalled();
  });

  it('probes once for many that ask at once, and no more after its stop', async () => {
    const { clock, health, pings } = setUp();
    await Promise.all([health.probe(), health.probe(), health.probe()]);
    expect(pings()).toBe(1);
    health.stop();
    await health.probe();
    await clock.advance(120_000);
    expect(pings()).toBe(1);
  });

  it('is down when fail2ban takes each connection and breaks it', async () => {
    const { clock, fake, health } = setUp();
    await health.start();
    fake.circumstances.unreachable = 'connection_lost';
    void health.probe();
    await clock.advance(300);
    expect((await health.status()).up).toBe(1);
    await clock.advance(1500);
    expect(await health.status()).toMatchObject({ state: 'offline', up: 0, reason: 'connection_lost' });
    fake.circumstances.unreachable = null;
    await clock.advance(1000);
    expect((await health.status()).state).toBe('online');
  });

  it('keeps nobody waiting who asks while the first answer is late', async () => {
    const { clock, fake, health } = setUp();
    await health.start();
    fake.circumstances.delayMs = 60_000;
    await clock.advance(5000);
    const answer = health.status();
    await clock.advance(1000);
    expect(await answer).toMatchObject({ state: expect.stringMatching(/online|busy/) });
  });

  it('looks again at once when the connection breaks in the middle of a probe', async () => {
    const { clock, fake, health } = setUp();
    fake.circumstances.unreachable = 'connection_lost';
    await health.start();
    expect((await health.status()).state).toBe('unknown');
    fake.circumstances.unreachable = 'not_running';
    await clock.advance(200);
    expect(await health.status()).toMatchObject({ state: 'offline', reason: 'not_running' });
  });
});
