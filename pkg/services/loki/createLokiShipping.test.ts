import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeLoki } from '../../../test/fakes/createFakeLoki';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import type { NewBan } from '../../domain/archivedBan';
import { createLokiShipping } from './createLokiShipping';

const DAY = 86_400;
const LATER = { kind: 'later', reason: 'ECONNREFUSED', retryAfterMs: null } as const;

function setUp({ holdSeconds = 0 } = {}) {
  const clock = createFakeClock();
  const now = () => Math.floor(clock.now() / 1000);
  const archive = createFakeArchive({ now });
  const loki = createFakeLoki({ now });
  const recording = createRecordingLogger();
  const start = () => createLokiShipping({ outbox: archive.port, loki: loki.port, clock, logger: recording.logger, host: 'web1', labels: { team: 'blue' }, holdSeconds });
  const ban = (address: string, start = now(), more: Partial<NewBan> = {}): NewBan => ({ jail: 'sshd', address, start, banTime: 600, origin: 'database', ...more });
  const lines = () => loki.kept.map(({ line }) => JSON.parse(line) as Record<string, unknown>);
  const addresses = () => lines().map(({ address }) => address);
  return { clock, now, archive, loki, recording, start, shipping: start(), ban, lines, addresses };
}
const many = (count: number) => Array.from({ length: count }, (_, i) => `10.0.${i >> 8}.${i & 255}`);

describe('shipping to Loki', () => {
  afterEach(() => vi.restoreAllMocks());

  it('sends each event as a line, with labels of which none is an address', async () => {
    const { shipping, archive, loki, lines, ban, now } = setUp();
    await archive.port.recordBans([ban('192.0.2.1', now(), { failures: 5, place: { country: 'DE', asn: 64500, org: 'Example' } })]);
    await archive.port.recordUnbans([{ jail: 'sshd', address: '192.0.2.1', at: now() + 3, actor: 'jane' }]);
    await archive.port.recordFollowed([
      { kind: 'life', at: now(), what: 'jail_stopped', jail: 'sshd', detail: '' },
      { kind: 'life', at: now(), what: 'server_stopped', jail: null, detail: '1.1.0' },
    ], null);
    await archive.port.recordAudit({ at: now(), actor: 'jane', org: 1, role: 'Admin', host: 'web1', action: 'ban', result: 'done', request: '{"jail":"sshd"}', reply: 'null' });
    await shipping.ship();
    const common = { job: 'bangui', host: 'web1', team: 'blue' };
    expect(loki.kept.map(({ labels }) => labels)).toEqual(expect.arrayContaining([
      { ...common, event: 'ban', jail: 'sshd' },
      { ...common, event: 'unban', jail: 'sshd' },
      { ...common, event: 'jail', jail: 'sshd' },
      { ...common, event: 'server' },
      { ...common, event: 'audit' },
    ]));
    const time = '2026-01-01T00:00:00.000Z';
    expect(lines()).toEqual(expect.arrayContaining([
      expect.objectContaining({ event: 'ban', time, host: 'web1', jail: 'sshd', address: '192.0.2.1', country: 'DE', asn: 64500, org: 'Example', ban_time: 600, ban_count: 1, failures: 5, origin: 'database', actor: null }),
      expect.objectContaining({ event: 'unban', time: '2026-01-01T00:00:03.000Z', banned_at: time, address: '192.0.2.1', cause: 'unbanned', actor: 'jane' }),
      expect.objectContaining({ event: 'jail', jail: 'sshd', what: 'jail_stopped' }),
      expect.objectContaining({ event: 'server', what: 'server_stopped', detail: '1.1.0' }),
      expect.objectContaining({ event: 'audit', actor: 'jane', action: 'ban', result: 'done', request: '{"jail":"sshd"}' }),
    ]));
    expect(new Set(lines().map(({ id }) => id)).size).toBe(5);
    expect(shipping.state()).toMatchObject({ waiting: 0, sent: 5, skipped: 0, problem: null, lastSentAt: now() });
  });

  it('holds a ban back until its details are known', async () => {
    const { shipping, archive, clock, ban, lines } = setUp({ holdSeconds: 12 });
    await archive.port.recordFollowed([{ kind: 'ban', jail: 'sshd', address: '192.0.2.1', at: clock.now() / 1000, banTime: 600 }], 'p');
    await clock.advance(10_000);
    await shipping.ship();
    expect(lines()).toEqual([]);
    await archive.port.recordBans([ban('192.0.2.1', clock.now() / 1000 - 10, { failures: 7 })]);
    await clock.advance(2000);
    await shipping.ship();
    expect(lines()).toMatchObject([{ address: '192.0.2.1', failures: 7 }]);
  });

  it('sends each once after an outage, tells of the outage once, and asks more and more rarely', async () => {
    const { shipping, archive, loki, clock, ban, addresses, recording } = setUp();
    loki.state.down = LATER;
    const banned = many(300);
    for (let tick = 0; tick < 60; tick++) {
      await archive.port.recordBans(banned.slice(tick * 5, (tick + 1) * 5).map((address) => ban(address)));
      await shipping.ship().catch(() => {});
      await clock.advance(5000);
    }
    expect(loki.state.requests).toBeLessThan(15);
    expect(shipping.state()).toMatchObject({ problem: 'ECONNREFUSED', sent: 0 });
    expect(shipping.state().waiting).toBeGreaterThan(200);
    await expect(shipping.ship()).rejects.toThrow('Loki does not take the events: ECONNREFUSED.');
    loki.state.down = null;
    await clock.advance(60_000);
    await shipping.ship();
    expect(addresses()).toEqual(banned);
    expect(recording.events()).toEqual(['loki_failed', 'loki_restored']);
    expect(shipping.state()).toMatchObject({ waiting: 0, sent: 300, problem: null });
  });

  it('sends anew what was not acknowledged, in the same words, also after a restart', async () => {
    const { shipping, start, archive, loki, clock, ban, addresses, now } = setUp();
    await archive.port.recordFollowed([{ kind: 'ban', jail: 'sshd', address: '192.0.2.1', at: now(), banTime: 600 }], 'p');
    loki.state.losesAnswers = true;
    await expect(shipping.ship()).rejects.toThrow('connection lost');
    expect(addresses()).toEqual(['192.0.2.1']);
    // What becomes known between both attempts would make another line of it.
    await archive.port.recordBans([ban('192.0.2.1', now(), { failures: 5 })]);
    loki.state.losesAnswers = false;
    await clock.advance(60_000);
    await start().ship();
    expect(addresses()).toEqual(['192.0.2.1']);
    expect((await archive.port.takeOutgoing(10, 0)).entries).toEqual([]);
  });

  it('sends anew what the outbox could not drop', async () => {
    const { start, archive, clock, ban, addresses, loki } = setUp();
    await archive.port.recordBans([ban('192.0.2.1')]);
    const drop = vi.spyOn(archive.port, 'dropOutgoing').mockRejectedValueOnce(new Error('disk full'));
    const shipping = start();
    await expect(shipping.ship()).rejects.toThrow('disk full');
    await expect(shipping.ship()).rejects.toThrow('disk full');
    expect([drop.mock.calls.length, loki.state.requests]).toEqual([1, 1]);
    await clock.advance(1000);
    await shipping.ship();
    expect(addresses()).toEqual(['192.0.2.1']);
    expect((await archive.port.takeOutgoing(10, 0)).entries).toEqual([]);
  });

  it('waits as long as Loki asks for', async () => {
    const { shipping, archive, loki, clock, ban, addresses } = setUp();
    await archive.port.recordBans([ban('192.0.2.1')]);
    loki.state.down = { kind: 'later', reason: 'it answered 429', retryAfterMs: 30_000 };
    await shipping.ship().catch(() => {});
    loki.state.down = null;
    await clock.advance(29_000);
    await shipping.ship().catch(() => {});
    expect(addresses()).toEqual([]);
    await clock.advance(1000);
    await shipping.ship();
    expect(addresses()).toEqual(['192.0.2.1']);
  });

  it('brings what is too old for Loki under the present time, with its own in the line', async () => {
    const { shipping, archive, loki, lines, ban, now } = setUp();
    const old = many(100);
    await archive.port.recordBans([...old.map((address, i) => ban(address, now() - 20 * DAY + i)), ban('192.0.2.1'), ban('192.0.2.2', now(), { jail: 'nginx' })]);
    await shipping.ship();
    expect(lines()).toHaveLength(102);
    expect(new Set(lines().map(({ address }) => address)).size).toBe(102);
    expect(lines().find(({ address }) => address === old[0])).toMatchObject({ time: '2025-12-12T00:00:00.000Z' });
    expect(loki.kept.every(({ at }) => Number(at) / 1e9 >= now() - DAY)).toBe(true);
    expect(loki.state.requests).toBeLessThan(20);
    expect(shipping.state()).toMatchObject({ sent: 102, skipped: 0, waiting: 0 });
  });

  it('brings what is far behind the newest of its stream', async () => {
    const { shipping, archive, addresses, ban, now } = setUp();
    await archive.port.recordBans([ban('192.0.2.1')]);
    await shipping.ship();
    await archive.port.recordBans([ban('192.0.2.2', now() - 5 * 3600)]);
    await shipping.ship();
    expect(addresses()).toEqual(['192.0.2.1', '192.0.2.2']);
  });

  it('skips what Loki never takes, says how many and why, and goes on with the rest', async () => {
    const { shipping, archive, addresses, ban, recording } = setUp();
    const poison = (name: string) => ban(name.repeat(60_000));
    await archive.port.recordBans([ban('192.0.2.1'), poison('hello'), ban('192.0.2.2'), ban('192.0.2.3'), poison('world'), ban('192.0.2.4')]);
    await shipping.ship();
    expect(addresses().sort()).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4']);
    expect(shipping.state()).toMatchObject({ sent: 4, skipped: 2, waiting: 0, problem: null });
    const skipped = recording.records.filter(({ event }) => event === 'loki_entries_skipped');
    expect(skipped.reduce((sum, { fields }) => sum + Number(fields.skipped), 0)).toBe(2);
    expect(skipped[0]).toMatchObject({ level: 'warn', fields: { reason: 'it answered 400: max entry size exceeded' } });
  });

  it('keeps everything while Loki refuses all of it, asks little, and says why', async () => {
    const { shipping, archive, loki, clock, ban, addresses, now, recording } = setUp();
    const banned = many(1200);
    const begun = now();
    await archive.port.recordBans(banned.map((address, i) => ban(address, begun, { jail: `jail${i % 7}` })));
    loki.state.down = { kind: 'refused', reason: 'it answered 400: stream has 16 label names; limit 15', oldest: null };
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(shipping.ship()).rejects.toThrow('stream has 16 label names; limit 15');
      await clock.advance(60_000);
    }
    expect(loki.state.requests).toBeLessThanOrEqual(5 * 20);
    expect(shipping.state()).toMatchObject({ waiting: 1200, sent: 0, skipped: 0, problem: expect.stringContaining('16 label names') });
    expect(recording.events()).toEqual(['loki_failed']);
    loki.state.down = null;
    await shipping.ship();
    expect(addresses().sort()).toEqual([...banned].sort());
    expect(new Set(loki.kept.map(({ at }) => at.slice(0, -9)))).toEqual(new Set([String(begun)]));
    expect(shipping.state()).toMatchObject({ waiting: 0, sent: 1200, skipped: 0, problem: null });
  });

  it('skips nothing before Loki has taken something beside it, be it long, many or first', async () => {
    const { shipping, archive, clock, addresses, ban } = setUp();
    await archive.port.recordBans(['a', 'b', 'c'].map((name) => ban(name.repeat(300_000))));
    await expect(shipping.ship()).rejects.toThrow('max entry size exceeded');
    expect(shipping.state()).toMatchObject({ waiting: 3, skipped: 0 });
    await archive.port.recordBans([ban('192.0.2.1')]);
    await clock.advance(1000);
    await shipping.ship();
    expect(addresses()).toEqual(['192.0.2.1']);
    expect(shipping.state()).toMatchObject({ waiting: 0, sent: 1, skipped: 3, problem: null });
  });

  it('does not send what was erased while it waited', async () => {
    const { shipping, archive, loki, clock, addresses, ban } = setUp();
    await archive.port.recordBans([ban('192.0.2.1'), ban('192.0.2.2')]);
    loki.state.down = LATER;
    await shipping.ship().catch(() => {});
    await archive.port.erase('192.0.2.1');
    loki.state.down = null;
    await clock.advance(1000);
    await shipping.ship();
    expect(addresses()).toEqual(['192.0.2.2']);
  });

  it('never sends what it says itself', async () => {
    const { shipping, archive, loki, clock, lines, ban, recording } = setUp();
    await archive.port.recordBans([ban('192.0.2.1'), ban('x'.repeat(300_000))]);
    loki.state.down = LATER;
    await shipping.ship().catch(() => {});
    loki.state.down = null;
    await clock.advance(1000);
    await shipping.ship();
    await shipping.ship();
    expect(recording.events()).toEqual(['loki_failed', 'loki_restored', 'loki_entries_skipped']);
    expect(lines().map(({ event }) => event)).toEqual(['ban']);
    expect(await archive.port.takeOutgoing(10, 0)).toEqual({ entries: [], waiting: 0 });
  });

  it('sends what waits when it stops, and nothing after that', async () => {
    const { shipping, archive, addresses, ban } = setUp({ holdSeconds: 12 });
    await archive.port.recordBans([ban('192.0.2.1')]);
    await shipping.stop();
    expect(addresses()).toEqual(['192.0.2.1']);
    await archive.port.recordBans([ban('192.0.2.2')]);
    await shipping.ship();
    expect(addresses()).toEqual(['192.0.2.1']);
  });

  it('does not keep the sidecar from stopping while Loki is away', async () => {
    const { shipping, archive, loki, ban } = setUp();
    await archive.port.recordBans([ban('192.0.2.1')]);
    loki.state.down = LATER;
    await shipping.ship().catch(() => {});
    await shipping.stop();
    expect(loki.state.requests).toBe(1);
    expect((await archive.port.takeOutgoing(10, 0)).entries).toHaveLength(1);
  });
});
