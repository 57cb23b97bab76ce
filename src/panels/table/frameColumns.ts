import type { DataFrame, Field } from '@grafana/data';
import type { CellOptions } from './TableOptions';

/** A column of the table: the fields of one name in all frames. */
export interface FrameColumn {
  id: string;
  name: string;
  fields: ReadonlyMap<DataFrame, Field>;
}

/** The columns of all frames; further fields of one name in one frame are columns of their own. */
export function frameColumns(frames: readonly DataFrame[]): FrameColumn[] {
  const columns = new Map<string, { id: string; name: string; fields: Map<DataFrame, Field> }>();
  for (const frame of frames) {
    for (const field of frame.fields) {
      let id = field.name;
      for (let further = 2; columns.get(id)?.fields.has(frame); further += 1) {
        id = `${field.name} ${further}`;
      }
      const column = columns.get(id) ?? { id, name: headerOf(field), fields: new Map<DataFrame, Field>() };
      column.fields.set(frame, field);
      columns.set(id, column);
    }
  }
  return [...columns.values()];
}

/** Those to be shown: the chosen ones in their order, else all but the usually unwanted; never one that its field hides. */
export function shownColumns(columns: readonly FrameColumn[], chosen: readonly string[], unwanted: readonly string[]): FrameColumn[] {
  const visible = columns.filter(({ fields }) => ![...fields.values()].every((field) => cellOptions(field).hidden === true));
  if (chosen.length === 0) {
    return visible.filter(({ id }) => !unwanted.includes(id));
  }
  return chosen.flatMap((id) => visible.find((column) => column.id === id) ?? []);
}

export function cellOptions(field: Field): CellOptions {
  return (field.config.custom ?? {}) as CellOptions;
}

/** The field that the person has named for this, else the one that our queries name so, whatever else has become of it. */
export function findField(frame: DataFrame, wanted: string, ourTitle: string, named?: string): Field | undefined {
  if (named) {
    return frame.fields.find((field) => headerOf(field) === named || field.name === named);
  }
  const lower = wanted.toLowerCase();
  return (
    frame.fields.find(({ name }) => name === wanted) ??
    frame.fields.find(({ config }) => config.displayNameFromDS === ourTitle) ??
    frame.fields.find(({ name }) => name.toLowerCase() === lower)
  );
}

function headerOf({ name, config, state }: Field): string {
  return config.displayName || config.displayNameFromDS || state?.displayName || name;
}
