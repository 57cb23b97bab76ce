import type { Frame, FrameField } from './frame';

/** JSON frames count milliseconds. */
function valuesOf(field: FrameField): ReadonlyArray<string | number | null> {
  return field.type === 'time' ? field.values.map((seconds) => seconds && Math.round(seconds * 1000)) : field.values;
}

function dataOf({ fields }: Frame) {
  return { values: fields.map(valuesOf) };
}

/** The frame as Grafana's browser code reads it from a stream. */
export function jsonFrame(frame: Frame): Buffer {
  const { name, meta, fields } = frame;
  const schema = { name, meta, fields: fields.map(({ name: field, type, config, labels }) => ({ name: field, type, config, labels })) };
  return Buffer.from(JSON.stringify({ schema, data: dataOf(frame) }));
}

/** Rows of a frame whose schema the reader has already. */
export function jsonRows(frame: Frame): Buffer {
  return Buffer.from(JSON.stringify({ data: dataOf(frame) }));
}
