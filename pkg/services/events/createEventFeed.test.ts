import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/fakeClock';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import { createEventBus, type EventBus } from './createEventBus';
import { createEventFeed, type EventFeed } from './createEventFeed';
import { MOST_IN_BATCH, MOST_WAITING, PAUSE_MS } from './createSubscription';
import { eventFilter } from './eventFilter';

const AT = 1_760_000_000;
const ALL = eventFilter({});
const found = (nr: number): Fail2banEvent => ({ kind: 'found', jail: 'sshd', address: `192.0.2.${nr % 256}`, at: AT + nr, loggedAt: AT + nr });
const ban = (address: string, jail = 'sshd'): Fail2banEvent => ({ kind: 'ban', jail, address, at: AT });

let clock: FakeClock;
let bus: EventBus;
let feed: EventFeed;
let recording: ReturnType<typeof createRecordingLogger>;
beforeEach(() => {
  clock = createFakeClock();
  recording = createRecordingLogger();
  bus = createEventBus({ logger: recording.logger });
  feed = createEventFeed({ bus, banTimeOf: (jail) => (jail === 'sshd' ? 600 : null), clock, logger: recording.logger });
});

const tell = (...events: Fail2banEvent[]) => events.forEach((event) => bus.publish({ event, live: true }));
const open = (filter = ALL) => {
  const stream = feed.subscribe(filter);
  if (stream === null) {
    throw new Error('no stream');
  }
  return stream;
};

describe('what is remembered', () => {
  it('are the last events, oldest first, also those of before the sidecar caught up', () => {
    bus.publish({ event: ban('192.0.2.1'), live: false });
    tell({ kind: 'prolong', jail: 'sshd', address: '192.0.2.1', at: AT, banTime: 7200, banCount: 2, end: AT + 7200 }, { kind: 'serverStarted', version: '1.0.2', at: AT });
    expect(feed.last(ALL).map(({ kind, event, jail, address, detail }) => [kind, event, jail, address, detail])).toEqual([
      ['ban', 'ban', 'sshd', '192.0.2.1', 'for 10 minutes'],
      ['ban', 'prolong', 'sshd', '192.0.2.1', 'for 2 hours, ban 2 of this address'],
      ['server', 'serverStarted', null, null, 'fail2ban 1.0.2'],
    ]);
  });

  it('is bounded, and many failures push no ban out', () => {
    tell(ban('192.0.2.1'));
    tell(...Array.from({ length: 3000 }, (_, nr) => found(nr)));
    expect(feed.last(ALL)).toHaveLength(500);
    expect(feed.last(ALL).at(-1)?.at).toBe(AT + 2999);
    expect(feed.last(eventFilter({ kinds: ['ban'] })).map(({ address }) => address)).toEqual(['192.0.2.1']);
  });

  it('gives every event an id of its own', () => {
    tell(found(1), found(1), ban('192.0.2.1'));
    const ids = feed.last(ALL).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  it('repeats no words of a log or a command', () => {
    const secret = 'iptables: /root/secret';
    tell(
      { kind: 'commandFailed', detail: secret, at: AT },
      { kind: 'otherError', level: 'ERROR', jail: null, detail: secret, at: AT },
      { kind: 'actionFailed', jail: 'sshd', action: 'nftables', phase: 'ban', address: '192.0.2.1', detail: secret, at: AT },
      { kind: 'jailSkipped', jail: 'sshd', detail: secret, at: AT }
    );
    expect(feed.last(ALL)).toHaveLength(4);
    expect(JSON.stringify(feed.last(ALL))).not.toContain('secret');
  });

  it('forgets an address that is erased', () => {
    tell(ban('192.0.2.1'), ban('192.0.2.2'));
    feed.forget('192.0.2.1');
    expect(feed.last(ALL).map(({ address }) => address)).toEqual(['192.0.2.2']);
  });
});

describe('a stream', () => {
  it('goes on where its last events end, and takes only what matches and is new', async () => {
    tell(ban('192.0.2.1'));
    const stream = open(eventFilter({ kinds: ['ban'] }));
    tell(found(1), ban('192.0.2.2'));
    bus.publish({ event: ban('192.0.2.3'), live: false });
    expect(stream.last.map(({ address }) => address)).toEqual(['192.0.2.1']);
    expect((await stream.next())?.map(({ address }) => address)).toEqual(['192.0.2.2']);
  });

  it('tells the first event at once, and then at most ten times a second however many there are', async () => {
    const stream = open();
    const sizes: number[] = [];
    const read = (async () => {
      for (let batch = await stream.next(); batch !== null; batch = await stream.next()) {
        sizes.push(batch.length);
      }
    })();
    for (let ms = 0; ms < 1000; ms += 1) {
      tell(found(ms));
      await clock.advance(1);
    }
    await clock.advance(PAUSE_MS);
    stream.end('closed');
    await read;
    expect(sizes[0]).toBe(1);
    expect(sizes.length).toBeLessThanOrEqual(12);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1000);
  });

  it('gives a large burst in parts', async () => {
    const stream = open();
    tell(...Array.from({ length: MOST_IN_BATCH + 5 }, (_, nr) => found(nr)));
    expect(await stream.next()).toHaveLength(MOST_IN_BATCH);
    const rest = stream.next();
    await clock.advance(PAUSE_MS);
    expect(await rest).toHaveLength(5);
  });

  it('that is read too slowly is cut, without harm to the others', async () => {
    const slow = open();
    const quick = open(eventFilter({ kinds: ['ban'] }));
    tell(...Array.from({ length: MOST_WAITING + 1 }, (_, nr) => found(nr)), ban('192.0.2.1'));
    expect(await slow.ended).toBe('slow');
    expect(await slow.next()).toBeNull();
    expect(await quick.next()).toHaveLength(1);
  });

  it('ends when the feed stops, and nothing listens any more', async () => {
    const stream = open();
    const waiting = stream.next();
    feed.stop();
    expect(await waiting).toBeNull();
    expect(await stream.ended).toBe('stopped');
    tell(ban('192.0.2.1'));
    expect(feed.last(ALL)).toEqual([]);
    expect(feed.subscribe(ALL)).toBeNull();
  });

  it('has room beside it for 499 others, and again when one has ended', () => {
    const streams = Array.from({ length: 500 }, () => open());
    expect(feed.subscribe(ALL)).toBeNull();
    expect(feed.subscribe(ALL)).toBeNull();
    expect(recording.events()).toEqual(['streams_exhausted']);
    streams[0]?.end('closed');
    expect(feed.subscribe(ALL)).not.toBeNull();
  });
});
