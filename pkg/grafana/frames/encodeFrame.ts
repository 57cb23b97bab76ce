import {
  Binary,
  Field,
  Float64,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  TimestampNanosecond,
  Utf8,
  type Data,
  type DataType,
} from 'apache-arrow';
import { numberColumn, textColumn, timeColumn, validity } from './columns';
import type { Frame, FrameField } from './frame';

/*
 * Columns are packed here and apache-arrow only frames them: its own builders take several times as long.
 * Text is plain UTF-8 and never a dictionary, which Grafana's decoder refuses.
 */
function columnData(field: FrameField): Data<DataType> {
  const common = { length: field.values.length, ...validity(field.values) };
  switch (field.type) {
    case 'time':
      return makeData({ type: new TimestampNanosecond(), data: timeColumn(field.values), ...common });
    case 'number':
      return makeData({ type: new Float64(), data: numberColumn(field.values), ...common });
    case 'string':
      return makeData({ type: new Utf8(), ...textColumn(field.values), ...common });
    case 'json':
      // Bytes are JSON to Grafana.
      return makeData({ type: new Binary(), ...textColumn(field.values), ...common });
  }
}

function fieldMetadata({ config, labels }: FrameField): Map<string, string> {
  const metadata = new Map<string, string>();
  if (config) {
    metadata.set('config', JSON.stringify(config));
  }
  if (labels) {
    metadata.set('labels', JSON.stringify(labels));
  }
  return metadata;
}

function frameMetadata({ name, refId, meta }: Frame): Map<string, string> {
  const metadata = new Map([
    ['name', name],
    ['refId', refId],
  ]);
  if (meta) {
    metadata.set('meta', JSON.stringify(meta));
  }
  return metadata;
}

/** The frame as an Arrow IPC file, which is what Grafana decodes. */
export function encodeFrame(frame: Frame): Uint8Array {
  const columns = frame.fields.map((field) => ({ field, data: columnData(field) }));
  const fields = columns.map(({ field, data }) => new Field(field.name, data.type, true, fieldMetadata(field)));
  const schema = new Schema(fields, frameMetadata(frame));
  const length = frame.fields[0]?.values.length ?? 0;
  const rows = makeData({ type: new Struct(fields), length, nullCount: 0, children: columns.map(({ data }) => data) });
  // The batch mixes up the metadata of fields with one name, such as those that only labels tell apart: it gets the schema back.
  const batch = Object.assign(new RecordBatch(schema, rows), { schema });
  return RecordBatchFileWriter.writeAll([batch]).toUint8Array(true);
}
