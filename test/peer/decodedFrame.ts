import { tableFromIPC } from 'apache-arrow';
import type { DataResponse } from '../../pkg/grafana/protocol/messages';

/** The frame of an answer as Grafana reads it: rows by name, what is said of the frame and of its fields. */
export function decodedFrame(response: DataResponse | undefined) {
  const table = tableFromIPC(response?.frames?.[0] ?? new Uint8Array());
  const parsed = (text: string | undefined): unknown => JSON.parse(text ?? 'null');
  return {
    fields: table.schema.fields.map(({ name }) => name),
    rows: table.toArray().map((row) => row?.toJSON() as Record<string, unknown>),
    meta: parsed(table.schema.metadata.get('meta')),
    config: (name: string) => parsed(table.schema.fields.find((field) => field.name === name)?.metadata.get('config')),
  };
}
