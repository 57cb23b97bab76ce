import { status } from '@grpc/grpc-js';
import { tableFromIPC } from 'apache-arrow';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createEventsPeer, readFrame } from '../../../test/peer/eventsPeer';
import { contextOf } from '../../../test/peer/grafanaClient';
import { playGrafana, type Play } from '../../../test/peer/playGrafana';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import { systemClock } from '../../host/systemClock';
import { createEventBus, type EventBus } from '../../services/events/createEventBus';
import { createEventFeed, type EventFeed, type EventStream } from '../../services/events/createEventFeed';
import { eventFilter, type EventFilter } from '../../services/events/eventFilter';
import { eventsPath } from '../streams/eventsPath';

const AT = 1_760_000_000;
const ban = (address: string, jail = 'sshd'): Fail2banEvent => ({ kind: 'ban', jail, address, at: AT + 0.25 });
const ALL = eventsPath(eventFilter({}));
const SSHD = eventsPath(eventFilter({ jail: ['sshd'] }));
const as = (role: string, login = 'x') => contextOf({ login, role });

let play: Play;
let bus: EventBus;
let feed: EventFeed;
let streams: EventStream[];
let peer: ReturnType<typeof createEventsPeer>;
let timers: number;
let listeners: number;
beforeEach(async () => {
  const { logger } = createRecordingLogger();
  timers = 0;
  listeners = 0;
  bus = createEventBus({ logger });
  feed = createEventFeed({ bus: { subscribe: (listener) => ((listeners += 1), bus.subscribe(listener)) }, banTimeOf: () => 600, clock: { ...systemClock, after: countedTimer }, logger });
  streams = [];
  play = await playGrafana({ events: { last: feed.last, hasRoom: feed.hasRoom, subscribe } });
  peer = createEventsPeer(play.grafana);
});
afterEach(() => play.end());

function subscribe(filter: EventFilter): EventStream | null {
  const stream = feed.subscribe(filter);
  streams.push(...(stream === null ? [] : [stream]));
  return stream;
}

function countedTimer(delayMs: number, task: () => void): () => void {
  timers += 1;
  const cancel = systemClock.after(delayMs, () => ((timers -= 1), task()));
  return () => ((timers -= 1), cancel());
}

const tell = (...events: Fail2banEvent[]) => events.forEach((event) => bus.publish({ event, live: true }));
const begun = async (run: ReturnType<typeof peer.run>) => vi.waitFor(() => expect(run.packets).not.toEqual([]));

describe('the query "events"', () => {
  it('answers with the last events and names the channel of those to come', async () => {
    tell(ban('192.0.2.1'), ban('192.0.2.2', 'nginx'));
    const { A } = await play.grafana.query({ A: { queryType: 'events', jail: '{sshd}' } });
    const table = tableFromIPC(A?.frames?.[0] ?? new Uint8Array());
    expect(table.toArray().map((row) => row?.toJSON() as unknown)).toEqual([expect.objectContaining({ event: 'ban', jail: 'sshd', address: '192.0.2.1', detail: 'for 10 minutes' })]);
    expect(JSON.parse(table.schema.metadata.get('meta') ?? '')).toMatchObject({ channel: `ds/abc/${SSHD}` });
    const config = JSON.parse(table.schema.fields.find(({ name }) => name === 'address')?.metadata.get('config') ?? '');
    expect(config.links[0].url).toBe('/a/bangui-fail2ban-app/addresses/${__value.raw:percentencode}?ds=abc');
  });

  it.each([
    [{ jail: Array.from({ length: 40 }, (_, nr) => `jail-${nr}`) }, /^jail: /],
    [{ jail: 'no jail' }, /jail name/],
    [{ search: 'example.org' }, /example\.org/],
    [{ kinds: ['everything'] }, /^kinds\.0: /],
  ])('refuses %j with a reason', async (query, reason) => {
    const { A } = await play.grafana.query({ A: { queryType: 'events', ...query } });
    expect(A).toMatchObject({ status: 400, errorSource: 'downstream', error: expect.stringMatching(reason) });
  });
});

describe('SubscribeStream', () => {
  it.each([
    ['Viewer', 'x', 'OK'],
    ['Editor', 'x', 'OK'],
    ['Admin', 'x', 'OK'],
    ['None', 'x', 'PERMISSION_DENIED'],
    ['Viewer', '', 'OK'],
    ['', '', 'PERMISSION_DENIED'],
  ])('answers role "%s" of login "%s" with %s', async (role, login, expected) => {
    expect((await peer.subscribe(ALL, as(role, login))).status).toBe(expected);
  });

  it('refuses nobody in particular, a wrong token and a call without a data source', async () => {
    expect((await peer.subscribe(ALL, contextOf(null))).status).toBe('PERMISSION_DENIED');
    expect((await peer.subscribe(ALL, contextOf(undefined, 'wrong'))).status).toBe('PERMISSION_DENIED');
    await expect(peer.subscribe(ALL, null)).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
  });

  it('knows only the paths of filters, and tells it to Viewers only', async () => {
    expect(await peer.subscribe('events/x')).toMatchObject({ status: 'NOT_FOUND' });
    expect(await peer.subscribe('events/x', as('None'))).toMatchObject({ status: 'PERMISSION_DENIED' });
  });

  it('gives the schema and the last events of the filter along, and nothing to those it refuses', async () => {
    tell(ban('192.0.2.1'), ban('192.0.2.2', 'nginx'));
    const { data = Buffer.alloc(0) } = await peer.subscribe(SSHD);
    const { schema, rows } = readFrame(data);
    expect(schema?.fields.map(({ name, type }) => [name, type])).toEqual([['time', 'time'], ['event', 'string'], ['jail', 'string'], ['address', 'string'], ['detail', 'string'], ['id', 'string']]);
    expect(rows).toEqual([{ time: AT * 1000 + 250, event: 'ban', jail: 'sshd', address: '192.0.2.1', detail: 'for 10 minutes', id: expect.any(String) }]);
    expect((await peer.subscribe(SSHD, as('None'))).data).toHaveLength(0);
  });
});

describe('the shares', () => {
  const pathOf = (nr: number) => eventsPath(eventFilter({ search: `192.0.2.${nr}` }));
  const runAll = async (count: number, context = as('Viewer', 'anna')) => {
    const runs = Array.from({ length: count }, (_, nr) => peer.run(pathOf(nr), context));
    await Promise.all(runs.map(begun));
    return runs;
  };

  it('leave a person room for fifty streams, and others for theirs', async () => {
    const [first] = await runAll(50);
    await expect(peer.subscribe(ALL, as('Viewer', 'anna'))).rejects.toMatchObject({ code: status.RESOURCE_EXHAUSTED });
    expect(await peer.run(ALL, as('Viewer', 'anna')).ended).toMatchObject({ code: status.RESOURCE_EXHAUSTED });
    expect((await peer.subscribe(ALL, as('Viewer', 'bert'))).status).toBe('OK');
    // It runs already: one more who listens costs nothing.
    expect((await peer.subscribe(pathOf(7), as('Viewer', 'anna'))).status).toBe('OK');
    expect(play.records.filter(({ event }) => event === 'streams_exhausted')).toMatchObject([{ level: 'warn', fields: { streams: 50, login: 'anna' } }]);
    first?.cancel();
    await first?.ended;
    await vi.waitFor(async () => expect((await peer.subscribe(ALL, as('Viewer', 'anna'))).status).toBe('OK'));
  });

  it('are refused when there is no room for anybody, before a stream is run in vain', async () => {
    for (let nr = 0; nr < 500; nr += 1) {
      feed.subscribe(eventFilter({}));
    }
    await expect(peer.subscribe(ALL)).rejects.toMatchObject({ code: status.RESOURCE_EXHAUSTED });
  });
});

describe('RunStream', () => {
  it('begins with the schema and the last events, goes on with rows, and ends when cancelled', async () => {
    tell(ban('192.0.2.1'));
    // Whoever came first may be gone: the role of the call means nothing.
    const run = peer.run(SSHD, as('None'));
    await begun(run);
    tell(ban('192.0.2.2', 'nginx'), ban('192.0.2.3'));
    await vi.waitFor(() => expect(run.rows().map(({ address }) => address)).toEqual(['192.0.2.1', '192.0.2.3']));
    expect(run.packets.map(({ schema }) => schema !== undefined)).toEqual([true, false]);
    run.cancel();
    expect(await run.ended).toMatchObject({ code: status.CANCELLED });
  });

  it('puts what comes fast into few packets, and loses none of it', async () => {
    const run = peer.run(ALL);
    await begun(run);
    for (let nr = 0; nr < 2000; nr += 1) {
      tell(ban(`192.0.2.${nr % 256}`));
    }
    await vi.waitFor(() => expect(run.rows()).toHaveLength(2000), { timeout: 10_000 });
    expect(run.packets.length).toBeLessThanOrEqual(5);
    expect(new Set(run.rows().map(({ id }) => id)).size).toBe(2000);
    run.cancel();
  });

  it.each([
    ['events/x', contextOf(), status.NOT_FOUND],
    [ALL, contextOf(undefined, 'wrong'), status.PERMISSION_DENIED],
    [ALL, null, status.UNIMPLEMENTED],
  ])('refuses the path %s', async (path, context, code) => {
    expect(await peer.run(path, context).ended).toMatchObject({ code });
  });

  it('is cut with an error when it is too slow, said once, so that Grafana runs it again', async () => {
    for (const _ of ['first', 'second']) {
      const run = peer.run(ALL);
      await begun(run);
      tell(...Array.from({ length: 6001 }, (_event, nr) => ban(`192.0.2.${nr % 256}`)));
      expect(await run.ended).toMatchObject({ code: status.ABORTED });
    }
    const again = peer.run(ALL);
    await begun(again);
    expect(again.rows()).toHaveLength(500);
    again.cancel();
    expect(play.records.filter(({ event }) => event === 'stream_cut')).toMatchObject([{ level: 'warn', fields: { path: ALL } }]);
  });

  it('leaves nothing behind of 200 streams that were cancelled while events came', async () => {
    const before = process.getActiveResourcesInfo().length;
    for (let round = 0; round < 4; round += 1) {
      const runs = Array.from({ length: 50 }, (_, nr) => peer.run(ALL, as('Viewer', `person-${nr}`)));
      await Promise.all(runs.map(begun));
      tell(ban('192.0.2.1'), ban('192.0.2.2'));
      tell(ban('192.0.2.3'));
      runs.forEach(({ cancel }) => cancel());
      await Promise.all(runs.map(({ ended }) => ended));
    }
    const reasons = await Promise.all(streams.map(({ ended }) => ended));
    expect(reasons).toEqual(new Array(200).fill('closed'));
    tell(ban('192.0.2.4'));
    expect({ timers, listeners }).toEqual({ timers: 0, listeners: 1 });
    // One connection of Grafana stays.
    await vi.waitFor(() => expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before + 2));
  });

  it('keeps no stop waiting', async () => {
    const runs = Array.from({ length: 3 }, () => peer.run(ALL));
    await Promise.all(runs.map(begun));
    await play.server.stop();
    for (const { ended } of runs) {
      expect(await ended).toMatchObject({ code: status.UNAVAILABLE, details: 'The sidecar stops' });
    }
  });
});
