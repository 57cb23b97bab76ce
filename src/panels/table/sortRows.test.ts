import type { FieldType } from '@grafana/data';
import { expect, it } from 'vitest';
import { createFrame } from '../../../test/fakes/createFrame';
import { frameColumns } from './frameColumns';
import { sortRows } from './sortRows';

const frame = createFrame('A', { end: { type: 'time' as FieldType, values: [30, null, 9] }, address: { values: ['10.0.0.10', '10.0.0.9', null] } });
const rows = [0, 1, 2].map((index) => ({ frame, index, uid: null }));
const stopped = { frame: null, index: -1, uid: null };
const [end, address] = frameColumns([frame]);
const order = (...args: Parameters<typeof sortRows>) => sortRows(...args).map(({ index }) => index);

it('times are sorted as numbers, and no end is the last', () => {
  expect(order(rows, end, 'asc')).toEqual([2, 0, 1]);
  expect(order(rows, end, 'desc')).toEqual([1, 0, 2]);
});

it('texts are sorted as people count', () => {
  expect(order(rows, address, 'asc')).toEqual([2, 1, 0]);
});

it('rows of no frame take part, and without a column the rows stay as they are', () => {
  expect(order([...rows, stopped], address, 'asc')).toEqual([2, -1, 1, 0]);
  expect(sortRows(rows, undefined, 'asc')).toBe(rows);
});
