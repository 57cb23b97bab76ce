import { status as grpcStatus } from '@grpc/grpc-js';
import { tableFromIPC } from 'apache-arrow';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Status } from '../../contract/status';
import { BanguiError, Fail2banUnreachable } from '../../domain/errors';
import type { BansPageRequest } from '../ports';
import type { DataResponse } from '../protocol/messages';
import { contextOf } from '../../../test/peer/grafanaClient';
import { BANS, jail, NOW, ONLINE } from '../../../test/peer/pluginDeps';
import { playGrafana, type Play } from '../../../test/peer/playGrafana';

let play: Play;
afterEach(() => play.end());

function decoded(response: DataResponse | undefined) {
  const table = tableFromIPC(response?.frames?.[0] ?? new Uint8Array());
  const rows = table.toArray().map((row) => row?.toJSON() as Record<string, unknown>);
  const metadata = (key: string): unknown => JSON.parse(table.schema.metadata.get(key) ?? 'null');
  return { table, rows, meta: metadata('meta') };
}

describe('QueryData', () => {
  it('answers status, jails and bans of one request, each under its own refId', async () => {
    play = await playGrafana();
    const answers = await play.grafana.query({ A: { queryType: 'status' }, B: { queryType: 'jails' }, C: { queryType: 'bans' } });
    expect(decoded(answers.A).rows).toEqual([expect.objectContaining({ state: 'online', up: 1, answering: 1, busySeconds: 0, jails: 2, version: '1.0.2' })]);
    expect(decoded(answers.B).rows.map(({ jail: name }) => name)).toEqual(['sshd', 'nginx']);
    expect(decoded(answers.C).rows.map(({ address }) => address)).toEqual(['192.0.2.7', '2001:db8::7']);
    expect(decoded(answers.C).table.schema.metadata.get('refId')).toBe('C');
    expect(Object.values(answers).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('asks the archive and the log when it is the turn of the person, and the rest at once', async () => {
    const asked: Array<[string, string, number]> = [];
    let turn = () => {};
    const turns = new Promise<void>((resolve) => (turn = resolve));
    const top = vi.fn(async () => Promise.reject(new BanguiError('DATABASE_BUSY', 'on purpose')));
    const status = vi.fn(() => (turn(), ONLINE));
    play = await playGrafana({
      status,
      top,
      queryLogLines: true,
      inTurn: async (load, { login, orgId }, work) => {
        asked.push([load, login, orgId]);
        await turns;
        return work();
      },
    });
    const types = ['history', 'trend', 'top', 'geo', 'annotations', 'logs'];
    const costly = Object.fromEntries(types.map((queryType) => [queryType, { queryType }]));
    const answers = await play.grafana.query({ ...costly, A: { queryType: 'status' }, B: { queryType: 'bans' } }, undefined, { timeRange: { fromEpochMS: (NOW - 600) * 1000, toEpochMS: NOW * 1000 } });
    expect(asked).toEqual(types.map((type) => [type === 'logs' ? 'log' : 'archive', 'anna', 7]));
    expect(types.map((type) => answers[type]?.status)).toEqual([200, 200, 503, 503, 200, 200]);
    expect(status).toHaveBeenCalledOnce();
  });

  it('answers as many queries at once as a panel may have', async () => {
    play = await playGrafana();
    const names = Array.from({ length: 70 }, (_, index) => `Q${index}`);
    const answers = await play.grafana.query(Object.fromEntries(names.map((name) => [name, { queryType: 'history' }])), undefined, { timeRange: { fromEpochMS: (NOW - 600) * 1000, toEpochMS: NOW * 1000 } });
    expect(names.map((name) => answers[name]?.status)).toEqual([...Array(64).fill(200), ...Array(6).fill(400)]);
    expect(answers.Q64?.error).toContain('64');
  });

  it('gives bans with nanosecond times and null for those without an end', async () => {
    play = await playGrafana();
    const { table, rows } = decoded((await play.grafana.query({ A: { queryType: 'bans' } })).A);
    const start = table.getChild('start')?.data[0]?.values as BigInt64Array;
    expect([...start]).toEqual(BANS.map((ban) => BigInt(ban.start) * 1_000_000_000n));
    expect(rows.map(({ end }) => end === null)).toEqual([false, true]);
    expect(rows.map(({ timeLeft }) => timeLeft)).toEqual([500, null]);
    expect(rows.map(({ banTime }) => banTime)).toEqual([600, -1]);
  });

  it.each([
    ['up', 1],
    ['answering', 1],
    ['busySeconds', 90],
    ['currentlyBanned', 5],
  ])('gives %s alone as a number that alert rules take', async (field, value) => {
    play = await playGrafana({ status: () => ({ ...ONLINE, state: 'busy', since: NOW - 90 }) });
    const { rows, meta, table } = decoded((await play.grafana.query({ A: { queryType: 'status', field } })).A);
    expect(rows).toEqual([{ [field]: value }]);
    expect(table.schema.fields).toHaveLength(1);
    expect(meta).toEqual({ type: 'numeric-wide', typeVersion: [0, 1] });
  });

  it('gives what a check found as numbers with labels, which alert rules take', async () => {
    play = await playGrafana();
    const answers = await play.grafana.query({ A: { queryType: 'check', check: 'jail_blind' }, B: { queryType: 'check', check: 'stuck' }, C: { queryType: 'check', check: 'nonsense' } });
    const { rows, meta, table } = decoded(answers.A);
    expect(rows).toEqual([
      { jail: 'sshd', problem: 'jail_blind', evidence: 'Something is wrong.', value: 1 },
      { jail: 'nginx', problem: null, evidence: null, value: 0 },
    ]);
    expect(meta).toMatchObject({ type: 'numeric-long', typeVersion: [0, 1] });
    expect(table.schema.fields.map(({ type }) => String(type))).toEqual(['Utf8', 'Utf8', 'Utf8', 'Float64']);
    expect(Object.keys(decoded(answers.B).rows[0] ?? {})).toEqual(['subject', 'problem', 'evidence', 'value']);
    expect(answers.C).toMatchObject({ status: 400, error: expect.stringContaining('check') });
  });

  it('has no up and no counters before the first probe, and answers all the same', async () => {
    const unknown: Status = { ...ONLINE, state: 'unknown', up: null, totals: null };
    play = await playGrafana({ status: () => unknown });
    const answers = await play.grafana.query({
      A: { queryType: 'status', field: 'up' },
      B: { queryType: 'status', field: 'answering' },
      C: { queryType: 'status', field: 'jails' },
    });
    expect([decoded(answers.A).rows[0]?.up, decoded(answers.B).rows[0]?.answering, decoded(answers.C).rows[0]?.jails]).toEqual([null, 1, null]);
  });

  it('takes cleared fields for absent ones and template variables for lists', async () => {
    const asked: BansPageRequest[] = [];
    play = await playGrafana({
      bans: (request) => {
        asked.push(request);
        return Promise.resolve({ asOf: NOW, stale: true, total: 9, bans: BANS });
      },
    });
    const answers = await play.grafana.query({
      A: { queryType: 'bans', jail: '{sshd,nginx}', search: ' 192.0.2.0/24 ', limit: 5 },
      B: { queryType: 'bans', jail: '', search: '' },
      C: { queryType: 'bans', jail: ['$__all'], search: null },
      D: { queryType: 'status', field: '' },
      E: { queryType: 'jails', jail: ['nginx'] },
    });
    expect(asked[0]).toEqual({ jail: ['sshd', 'nginx'], search: '192.0.2.0/24', sort: 'start', order: 'desc', page: 1, pageSize: 5 });
    expect(asked[1]).toMatchObject({ jail: undefined, search: undefined, pageSize: 1000 });
    expect(asked[2]).toMatchObject({ jail: undefined, search: undefined });
    expect(decoded(answers.D).rows[0]).toMatchObject({ state: 'online' });
    expect(decoded(answers.E).rows.map((row) => row.jail)).toEqual(['nginx']);
    expect(decoded(answers.A).meta).toMatchObject({
      preferredVisualisationType: 'table',
      notices: [{ severity: 'warning' }, { severity: 'info', text: expect.stringContaining('2 of 9') }],
    });
  });

  it('fails each query for itself and names what is wrong', async () => {
    play = await playGrafana({
      jails: () => Promise.reject(new Fail2banUnreachable('not_running')),
      bans: () => Promise.reject(new BanguiError('UNAUTHENTICATED', 'nobody')),
    });
    const answers = await play.grafana.query({
      A: { queryType: 'status' },
      B: { queryType: 'jails' },
      C: { queryType: 'unban' },
      D: { queryType: 'bans', limit: 0 },
      E: { queryType: 'status', field: 'mood' },
      F: 'not json',
      G: { queryType: 'bans' },
    });
    expect(answers.A).toMatchObject({ status: 200, error: '' });
    expect(answers.B).toMatchObject({ status: 502, errorSource: 'downstream', error: expect.stringContaining('not running'), frames: [] });
    expect(answers.C).toMatchObject({ status: 400, errorSource: 'downstream', error: expect.stringMatching(/queryType.*unban/) });
    expect(answers.D).toMatchObject({ status: 400, error: expect.stringMatching(/^limit:/) });
    expect(answers.E).toMatchObject({ status: 400, error: expect.stringMatching(/^field:/) });
    expect(answers.F).toMatchObject({ status: 400, error: expect.stringContaining('JSON') });
    expect(answers.G).toMatchObject({ status: 403 });
  });

  it('tells only an id of a fault of our own, and logs the rest under it', async () => {
    play = await playGrafana({ jails: () => Promise.reject(new Error('secret path /srv/x')) });
    const { A } = await play.grafana.query({ A: { queryType: 'jails' } });
    expect(A).toMatchObject({ status: 500, errorSource: 'plugin' });
    expect(A?.error).not.toContain('secret');
    const record = play.records.find(({ event }) => event === 'grafana_call_failed');
    expect(A?.error).toContain(String(record?.fields?.request_id));
    expect(String(record?.fields?.error)).toContain('secret path');
  });

  describe('who asks', () => {
    const bans = vi.fn(() => Promise.resolve({ asOf: NOW, stale: false, total: 0, bans: [] }));
    beforeEach(() => void bans.mockClear());

    it('refuses a wrong token for every refId, and asks no service', async () => {
      play = await playGrafana({ bans });
      const answers = await play.grafana.query({ A: { queryType: 'bans' }, B: { queryType: 'nonsense' } }, contextOf(undefined, 'wrong'));
      for (const refId of ['A', 'B']) {
        expect(answers[refId]).toMatchObject({ status: 403, errorSource: 'downstream', error: expect.stringContaining('token'), frames: [] });
      }
      expect(bans).not.toHaveBeenCalled();
    });

    it('is unimplemented without a data source', async () => {
      play = await playGrafana({ bans });
      await expect(play.grafana.query({ A: { queryType: 'bans' } }, null)).rejects.toMatchObject({ code: grpcStatus.UNIMPLEMENTED });
      expect(bans).not.toHaveBeenCalled();
    });
  });

  it('shows many jails and no rows as well', async () => {
    const jails = Array.from({ length: 300 }, (_, index) => jail(`jail-${index}`));
    play = await playGrafana({
      jails: () => Promise.resolve({ asOf: NOW, stale: false, jails }),
      bans: () => Promise.resolve({ asOf: NOW, stale: false, total: 0, bans: [] }),
    });
    const answers = await play.grafana.query({ A: { queryType: 'jails' }, B: { queryType: 'bans' } });
    expect(decoded(answers.A).rows).toHaveLength(300);
    expect(decoded(answers.B).rows).toHaveLength(0);
    expect(decoded(answers.B).table.schema.fields.map(({ name }) => name)).toEqual(['address', 'start', 'end', 'jail', 'banTime', 'timeLeft']);
  });
});
