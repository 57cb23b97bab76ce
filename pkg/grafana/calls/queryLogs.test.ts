import { tableFromIPC, Type } from 'apache-arrow';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decodedFrame } from '../../../test/peer/decodedFrame';
import { contextOf } from '../../../test/peer/grafanaClient';
import { NOW } from '../../../test/peer/pluginDeps';
import { playGrafana, type Play } from '../../../test/peer/playGrafana';
import { BanguiError } from '../../domain/errors';
import type { PluginDeps } from '../ports';

let play: Play;
afterEach(() => play.end());

const panel = { timeRange: { fromEpochMS: (NOW - 60) * 1000 + 250, toEpochMS: NOW * 1000 + 500 } };
type Found = Awaited<ReturnType<PluginDeps['logs']>>;
const line = (at: number, level: string, jail: string | null, message: string) => ({ id: `id ${at}`, at, level, jail, message });
const FOUND: Found = { end: 'range', reached: NOW - 60, lines: [line(NOW, 'NOTICE', 'sshd', '[sshd] Ban 192.0.2.7'), line(NOW - 1.5, 'ERROR', null, 'a\nb "c"')] };
const allowed = (found: Partial<Found> = {}): Partial<PluginDeps> => ({ queryLogLines: true, logs: async () => ({ ...FOUND, ...found }) });

describe('the query logs', () => {
  it('gives lines in the shape of log lines', async () => {
    play = await playGrafana(allowed());
    const { A } = await play.grafana.query({ A: { queryType: 'logs' } }, undefined, panel);
    const { fields, meta } = decodedFrame(A);
    const table = tableFromIPC(A?.frames?.[0] ?? new Uint8Array());
    expect(fields).toEqual(['timestamp', 'body', 'severity', 'id', 'labels']);
    expect(table.schema.fields.map(({ typeId }) => typeId)).toEqual([Type.Timestamp, Type.Utf8, Type.Utf8, Type.Utf8, Type.Binary]);
    expect(meta).toEqual({ type: 'log-lines', typeVersion: [0, 0], preferredVisualisationType: 'logs', notices: [] });
    const times = table.getChild('timestamp')?.data[0]?.values as BigInt64Array;
    expect([...times]).toEqual([BigInt(NOW) * 1_000_000_000n, BigInt(NOW * 10 - 15) * 100_000_000n]);
    expect([...(table.getChild('body') ?? [])]).toEqual(['[sshd] Ban 192.0.2.7', 'a\nb "c"']);
    expect([...(table.getChild('severity') ?? [])]).toEqual(['info', 'error']);
    const labels = [...(table.getChild('labels') ?? [])].map((bytes) => JSON.parse(Buffer.from(bytes as Uint8Array).toString()) as unknown);
    expect(labels).toEqual([{ level: 'NOTICE', jail: 'sshd' }, { level: 'ERROR' }]);
  });

  it.each([
    ['CRITICAL', 'critical'],
    ['WARNING', 'warning'],
    ['INFO', 'info'],
    ['DEBUG', 'debug'],
    ['TRACEDEBUG', 'debug'],
  ])('calls %s %s', async (level, severity) => {
    play = await playGrafana(allowed({ lines: [line(NOW, level, null, 'x')] }));
    expect(decodedFrame((await play.grafana.query({ A: { queryType: 'logs' } }, undefined, panel)).A).rows[0]?.severity).toBe(severity);
  });

  it('asks for the time of the dashboard to the millisecond, and for what the query names', async () => {
    const asked: unknown[] = [];
    play = await playGrafana({ queryLogLines: true, logs: async (request) => (asked.push(request), { ...FOUND, lines: [] }) });
    await play.grafana.query({ A: { queryType: 'logs', jail: '{sshd,nginx}', search: ' Ban ', level: 'ERROR', limit: 7 } }, undefined, panel);
    expect(asked).toEqual([{ from: NOW - 59.75, to: NOW + 0.5, jail: ['sshd', 'nginx'], search: 'Ban', level: 'ERROR', limit: 7 }]);
  });

  it.each([
    ['limit', 'info', /newest 2 lines/],
    ['most', 'warning', /since 2025-/],
    ['compressed', 'warning', /compressed/],
    ['oldest', 'info', /no further/],
  ] as const)('says what %s means', async (end, severity, text) => {
    play = await playGrafana(allowed({ end }));
    const { A } = await play.grafana.query({ A: { queryType: 'logs' } }, undefined, panel);
    expect(decodedFrame(A).meta).toMatchObject({ notices: [{ severity, text: expect.stringMatching(text) }] });
  });

  it('tells why the log cannot be read', async () => {
    play = await playGrafana({ queryLogLines: true, logs: () => Promise.reject(new BanguiError('SURROUNDINGS_MISMATCH', 'There is no log.')) });
    const { A } = await play.grafana.query({ A: { queryType: 'logs' } }, undefined, panel);
    expect(A).toMatchObject({ status: 409, errorSource: 'downstream', error: 'There is no log.' });
  });
});

describe('who may see log lines', () => {
  const logs = vi.fn(async () => FOUND);
  const ask = async (queryLogLines: boolean, user: { login: string; role: string } | null) => {
    logs.mockClear();
    play = await playGrafana({ queryLogLines, logs });
    return (await play.grafana.query({ A: { queryType: 'logs' } }, contextOf(user), panel)).A;
  };

  it('nobody, as long as it is not allowed by its setting, which the error names', async () => {
    expect(await ask(false, { login: 'anna', role: 'Admin' })).toMatchObject({ status: 403, errorSource: 'downstream', frames: [], error: expect.stringContaining('BANGUI_QUERY_LOG_LINES=true') });
    expect(logs).not.toHaveBeenCalled();
  });

  it.each([{ login: 'service', role: 'Admin' }, { login: '', role: 'Viewer' }, null])('never %j', async (user) => {
    expect(await ask(true, user)).toMatchObject({ status: 403, error: expect.stringContaining('BANGUI_QUERY_LOG_LINES'), frames: [] });
    expect(logs).not.toHaveBeenCalled();
  });

  it.each([{ login: 'vera', role: 'Viewer' }, { login: 'anna', role: 'None' }])('%j, whose role in a query means nothing', async (user) => {
    expect(await ask(true, user)).toMatchObject({ status: 200, error: '' });
  });
});
