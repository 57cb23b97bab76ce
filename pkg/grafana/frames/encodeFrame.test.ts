import { RecordBatchReader, tableFromIPC, Type } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { encodeFrame } from './encodeFrame';
import type { Frame } from './frame';

const frame: Frame = {
  name: 'things',
  refId: 'Q',
  meta: { type: 'table', typeVersion: [0, 1] },
  fields: [
    { name: 'time', type: 'time', values: [1_760_000_000, null, 1_760_000_000.25, 0, -1, 4_294_967_296, 32_503_680_000] },
    { name: 'number', type: 'number', values: [1.5, -1, null, 0, 9e15, null, 7], config: { unit: 's', displayNameFromDS: 'Seconds' }, labels: { jail: 'sshd' } },
    { name: 'text', type: 'string', values: ['sshd', '', null, 'für ∀ 🔒', 'x', 'sshd', '2001:db8::7'] },
    { name: 'json', type: 'json', values: ['{"a":"für"}', null, '[]', '{}', '1', 'null', '{"b":1}'] },
    { name: 'ascii', type: 'string', values: ['a', 'bb', '', null, 'ccc', 'd', 'e'] },
  ],
};

describe('encodeFrame', () => {
  const bytes = encodeFrame(frame);
  const table = tableFromIPC(bytes);
  const column = (name: string) => [...(table.getChild(name) ?? [])] as unknown[];

  it('is an Arrow file, not a stream', () => {
    expect(Buffer.from(bytes.subarray(0, 6)).toString()).toBe('ARROW1');
    expect(Buffer.from(bytes.subarray(-6)).toString()).toBe('ARROW1');
  });

  it('carries name, refId and meta of the frame, config and labels of its fields', () => {
    expect(Object.fromEntries(table.schema.metadata)).toEqual({ name: 'things', refId: 'Q', meta: '{"type":"table","typeVersion":[0,1]}' });
    const metadata = table.schema.fields.map((field) => Object.fromEntries(field.metadata));
    expect(metadata).toEqual([{}, { config: '{"unit":"s","displayNameFromDS":"Seconds"}', labels: '{"jail":"sshd"}' }, {}, {}, {}]);
  });

  it('keeps the labels of fields of one name apart', () => {
    const bans = (jail: string) => ({ name: 'bans', type: 'number' as const, values: [1], labels: { jail } });
    const alike = encodeFrame({ name: 'trend', refId: 'A', fields: [bans('a'), bans('b'), bans('c')] });
    const labels = RecordBatchReader.from(alike).open().schema.fields.map(({ metadata }) => metadata.get('labels'));
    expect(labels).toEqual(['{"jail":"a"}', '{"jail":"b"}', '{"jail":"c"}']);
  });

  it('writes times as nanoseconds, exactly', () => {
    const { data } = table.getChild('time') ?? {};
    const [chunk] = data ?? [];
    expect(chunk?.type.typeId).toBe(Type.Timestamp);
    expect(chunk?.values).toEqual(
      BigInt64Array.from([
        1_760_000_000_000_000_000n,
        0n,
        1_760_000_000_250_000_000n,
        0n,
        -1_000_000_000n,
        4_294_967_296_000_000_000n,
        // After the year 2262 nanoseconds no longer fit and wrap, as they do in Grafana.
        BigInt.asIntN(64, 32_503_680_000_000_000_000n),
      ])
    );
    expect(column('time').map((value) => value === null)).toEqual([false, true, false, false, false, false, false]);
  });

  it('writes numbers and texts as they are, nulls included', () => {
    expect(column('number')).toEqual([1.5, -1, null, 0, 9e15, null, 7]);
    expect(column('text')).toEqual(['sshd', '', null, 'für ∀ 🔒', 'x', 'sshd', '2001:db8::7']);
    expect(column('ascii')).toEqual(['a', 'bb', '', null, 'ccc', 'd', 'e']);
  });

  it('writes JSON as bytes, which Grafana takes for JSON', () => {
    const texts = column('json').map((bytes) => (bytes === null ? null : Buffer.from(bytes as Uint8Array).toString('utf8')));
    expect(texts).toEqual(frame.fields.find(({ name }) => name === 'json')?.values);
  });

  it('uses no dictionaries, which Grafana cannot decode', () => {
    expect(table.schema.fields.map(({ type }) => type.typeId as Type)).toEqual([Type.Timestamp, Type.Float, Type.Utf8, Type.Binary, Type.Utf8]);
  });
});
