import type { DataFrame, DataQueryResponse } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { distinctEvents, MOST_ROWS } from './distinctEvents';

function response(ids: string[]): DataQueryResponse {
  const fields = [
    { name: 'address', type: 'string', config: { displayNameFromDS: 'Address' }, values: ids.map((id) => `address of ${id}`) },
    { name: 'id', type: 'string', config: {}, values: ids },
  ];
  // A stream hands out plain fields of its buffer.
  return { key: 'stream', data: [{ name: 'events', length: ids.length, meta: { channel: 'ds/x/events/Ly8' }, fields } as DataFrame] };
}

const only = ({ data }: DataQueryResponse): DataFrame => data[0] as DataFrame;

describe('the events of a stream', () => {
  it('are there once, the newest first, however often they are given', () => {
    const frame = only(distinctEvents(response(['a', 'b', 'a', 'b', 'c']), 'B'));
    expect(frame.fields.map(({ name, values }) => [name, values])).toEqual([['address', ['address of c', 'address of b', 'address of a']]]);
    expect(frame).toMatchObject({ name: 'events', refId: 'B', length: 3, meta: { channel: 'ds/x/events/Ly8' } });
  });

  it('are the newest, and no more than a panel can show', () => {
    const ids = Array.from({ length: 2 * MOST_ROWS }, (_, nr) => `${nr}`);
    const frame = only(distinctEvents(response(ids), 'A'));
    expect(frame.length).toBe(MOST_ROWS);
    expect(frame.fields[0]?.values[0]).toBe(`address of ${2 * MOST_ROWS - 1}`);
  });

  it('leave alone what is no event, and miss no frame', () => {
    const other = { name: 'other', length: 0, fields: [] };
    expect(distinctEvents({ data: [other] }, 'A').data).toEqual([other]);
    expect(distinctEvents({ data: [undefined], error: { message: 'no stream' } }, 'A')).toEqual({ data: [], error: { message: 'no stream' } });
  });
});
