import { describe, expect, it, vi } from 'vitest';
import { createFakeClock } from '../../test/fakes/fakeClock';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import { FIGURES, jail, NOW, ONLINE } from '../../test/peer/pluginDeps';
import type { Status } from '../contract/status';
import type { Fail2banEvent } from '../domain/fail2banEvent';
import type { Jail } from '../domain/jail';
import { createEventBus } from '../services/events/createEventBus';
import type { SidecarFigures } from '../services/health/createSidecarFigures';
import { createMetrics } from './createMetrics';

function setUp() {
  const clock = createFakeClock();
  const world: { status: Status; figures: SidecarFigures; jails: Jail[] | null } = { status: ONLINE, figures: FIGURES, jails: [jail('sshd'), jail('nginx')] };
  const status = vi.fn(async () => world.status);
  const last = () => world.jails && { value: world.jails, asOf: 0, stale: false };
  const metrics = createMetrics({ health: { status }, jails: { last }, figures: { read: async () => world.figures }, clock });
  const bus = createEventBus({ logger: createRecordingLogger().logger });
  bus.subscribe(metrics.count.event);
  const tell = (kind: 'found' | 'ban' | 'unban' | 'restore', of = 'sshd', live = true) => {
    const event = { kind, jail: of, address: '192.0.2.7', at: 0, loggedAt: 0, cause: 'unbanned' } as Fail2banEvent;
    bus.publish({ event, live });
  };
  const lines = async (family: string) => (await metrics.text()).split('\n').filter((line) => line.startsWith(family));
  return { clock, world, status, metrics, tell, lines };
}

describe('the metrics', () => {
  it('name every family once, with a meaning and a type', async () => {
    const text = await setUp().metrics.text();
    const named = (word: string) => [...text.matchAll(new RegExp(`^# ${word} (\\w+) .+$`, 'gm'))].map(([, name]) => name);
    expect(new Set(named('TYPE')).size).toBe(named('TYPE').length);
    expect(named('HELP')).toEqual(named('TYPE'));
  });

  it('have no series of a jail that is gone, and none of all jails while fail2ban is down', async () => {
    const { world, lines } = setUp();
    expect(await lines('f2b_jail_banned_total{')).toEqual(['f2b_jail_banned_total{jail="sshd"} 30', 'f2b_jail_banned_total{jail="nginx"} 30']);
    world.jails = [jail('nginx')];
    expect(await lines('f2b_jail_banned_total{')).toEqual(['f2b_jail_banned_total{jail="nginx"} 30']);
    world.status = { ...ONLINE, state: 'offline', up: 0, version: null };
    expect(await lines('f2b_jail')).toEqual([]);
    expect(await lines('f2b_up')).toEqual(['f2b_up 0']);
    expect(await lines('f2b_version')).toEqual([]);
  });

  it('say nothing of fail2ban before the first probe has ended', async () => {
    const { world, lines } = setUp();
    world.status = { ...ONLINE, state: 'unknown', up: null };
    expect(await lines('f2b_up')).toEqual([]);
    expect(await lines('bangui_fail2ban_state{state="unknown"}')).toEqual(['bangui_fail2ban_state{state="unknown"} 1']);
  });

  it('tell how the sending to Loki goes, and nothing where nothing is sent', async () => {
    const { world, lines } = setUp();
    expect(await lines('bangui_loki_')).toEqual([
      'bangui_loki_waiting 4',
      `bangui_loki_last_sent_timestamp_seconds ${NOW - 7}`,
      'bangui_loki_sent_total 90',
      'bangui_loki_skipped_total 2',
      'bangui_loki_failing 1',
    ]);
    world.figures = { ...FIGURES, loki: { waiting: 0, lastSentAt: null, problem: null, sent: 0, skipped: 0 } };
    expect(await lines('bangui_loki_last_sent')).toEqual([]);
    expect(await lines('bangui_loki_failing')).toEqual(['bangui_loki_failing 0']);
    world.figures = { ...FIGURES, loki: null };
    expect(await lines('bangui_loki_')).toEqual([]);
  });

  it('write a label as it is, whatever its characters', async () => {
    const { world, lines } = setUp();
    world.jails = [jail('a"b\\c\nd')];
    expect(await lines('f2b_jail_banned_current')).toEqual(['f2b_jail_banned_current{jail="a\\"b\\\\c\\nd"} 2']);
  });

  it('count events of running jails from a 0 on, as they happen', async () => {
    const { world, metrics, tell, lines } = setUp();
    await metrics.text();
    expect(await lines('bangui_events_total{jail="sshd"')).toEqual(['found', 'ban', 'unban'].map((kind) => `bangui_events_total{jail="sshd",kind="${kind}"} 0`));
    tell('ban');
    tell('ban');
    tell('found');
    tell('restore');
    tell('ban', 'sshd', false);
    tell('ban', '192.0.2.9');
    expect(await lines('bangui_events_total{jail="sshd"')).toEqual(['found', 'ban', 'unban'].map((kind, at) => `bangui_events_total{jail="sshd",kind="${kind}"} ${[1, 2, 0][at]}`));
    expect(await metrics.text()).not.toContain('192.0.2.');
    world.jails = [jail('nginx')];
    expect(await lines('bangui_events_total{jail="sshd"')).toEqual([]);
  });

  it('are read once for all who ask at the same time', async () => {
    const { metrics, status } = setUp();
    const texts = await Promise.all([metrics.text(), metrics.text(), metrics.text()]);
    expect(new Set(texts).size).toBe(1);
    expect(status).toHaveBeenCalledTimes(1);
    await metrics.text();
    expect(status).toHaveBeenCalledTimes(2);
  });

  it('share nothing with those of another sidecar', async () => {
    const [one, other] = [setUp(), setUp()];
    one.metrics.count.jobFailed('history_sync');
    one.metrics.count.trouble('connect');
    expect(await one.lines('bangui_job_failures_total{')).toEqual(['bangui_job_failures_total{job="history_sync"} 1']);
    expect(await one.lines('f2b_errors{')).toEqual(['f2b_errors{type="socket_conn"} 1', 'f2b_errors{type="socket_req"} 0']);
    expect(await other.lines('bangui_job_failures_total{')).toEqual([]);
    expect(await other.lines('f2b_errors{')).toEqual(['f2b_errors{type="socket_conn"} 0', 'f2b_errors{type="socket_req"} 0']);
  });

  it('know a few methods of HTTP alone', async () => {
    const { metrics, lines } = setUp();
    metrics.count.request({ method: 'BREW', route: 'none', status: 404 });
    expect(await lines('bangui_http_requests_total{')).toEqual(['bangui_http_requests_total{method="other",route="none",status="404"} 1']);
  });
});
