import type { DataFrame, DataQueryResponse, Field } from '@grafana/data';

/** The sidecar's name for one event; panels have no use for it. */
const ID = 'id';
/** A panel shows so many. */
export const MOST_ROWS = 1000;

/**
 * A stream of events as a panel shall see it. Who subscribes, or subscribes again, is given the last events once more,
 * and Grafana's buffer keeps them twice: each is left once. The newest come first, as nobody looks at the end of a table. The frame of a stream has lost its query, which it gets back.
 */
export function distinctEvents(response: DataQueryResponse, refId: string): DataQueryResponse {
  // While a stream fails Grafana may hand out a frame that is not there.
  const frames = (response.data as Array<DataFrame | undefined>).filter((frame) => frame !== undefined);
  return { ...response, data: frames.map((frame) => distinctFrame(frame, refId)) };
}

function distinctFrame(frame: DataFrame, refId: string): DataFrame {
  const ids = frame.fields.find(({ name }) => name === ID)?.values;
  if (ids === undefined) {
    return frame;
  }
  const rows = firstOfEach(ids).slice(-MOST_ROWS).reverse();
  const fields = frame.fields.filter(({ name }) => name !== ID).map((field): Field => {
    return { name: field.name, type: field.type, config: field.config, labels: field.labels, values: rows.map((row) => field.values[row]) };
  });
  return { name: frame.name, refId, meta: frame.meta, fields, length: rows.length };
}

function firstOfEach(ids: readonly unknown[]): number[] {
  const seen = new Set<unknown>();
  const rows: number[] = [];
  ids.forEach((id, row) => {
    if (!seen.has(id)) {
      seen.add(id);
      rows.push(row);
    }
  });
  return rows;
}
