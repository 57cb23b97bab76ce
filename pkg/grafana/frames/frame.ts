/** A data frame as Grafana means it; `encodeFrame` turns it into bytes. */
export interface Frame {
  name: string;
  refId: string;
  meta?: FrameMeta;
  fields: FrameField[];
}

export interface FrameMeta {
  type?: 'numeric-wide' | 'numeric-long' | 'timeseries-wide' | 'table' | 'log-lines';
  typeVersion?: [number, number];
  preferredVisualisationType?: 'table' | 'graph' | 'logs';
  /** Where the rows to come are streamed: a panel switches to it. */
  channel?: string;
  notices?: Array<{ severity: 'info' | 'warning' | 'error'; text: string }>;
}

interface FieldBase {
  name: string;
  config?: FieldConfig;
  labels?: Record<string, string>;
}

/** Times are UTC epoch seconds here and nanoseconds on the wire. */
export type FrameField =
  | (FieldBase & { type: 'time'; values: ReadonlyArray<number | null> })
  | (FieldBase & { type: 'number'; values: ReadonlyArray<number | null> })
  | (FieldBase & { type: 'string'; values: ReadonlyArray<string | null> })
  /** Texts of JSON. */
  | (FieldBase & { type: 'json'; values: ReadonlyArray<string | null> });

export interface FieldConfig {
  displayNameFromDS?: string;
  unit?: string;
  decimals?: number;
  noValue?: string;
  mappings?: ValueMapping[];
  thresholds?: { mode: 'absolute'; steps: Array<{ value: number | null; color: string }> };
  color?: { mode: string };
  links?: Array<{ title: string; url: string }>;
  custom?: Record<string, unknown>;
}

/** Exact values, as text, and how to show them. */
export interface ValueMapping {
  type: 'value';
  options: Record<string, { text: string; color?: string; index: number }>;
}
