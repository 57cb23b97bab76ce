import { useState } from 'react';
import type { ConfigPreview, GivenOptions } from '../../../../pkg/contract/configChanges';
import { useLeaveWarning } from '../../../components/useLeaveWarning';
import type { OptionField, OptionFields } from './optionFields';
import { fieldOf, linesOf } from './optionFields';
import type { Values } from './keptDraft';
import { keepDraft, readDraft } from './keptDraft';
import { valueProblem } from './valueProblem';

export interface Draft {
  values: Values;
  count: number;
  has(name: string): boolean;
  set(name: string, value: string | null): void;
  drop(name: string): void;
  clear(): void;
  /** What is wrong with a value, here or in the words of the last preview. */
  problemOf(name: string): string | null;
  /** What is to be sent; null as long as something is plainly wrong. */
  options: GivenOptions | null;
  /** Takes what was found wrong. */
  judge(problems: ConfigPreview['problems']): void;
}

interface DraftOptions {
  fields: OptionFields;
  /** Whose options they are: it is kept by that while other pages are looked at. */
  place: string;
  /** Who may not change them has no draft. */
  mayEdit: boolean;
}

const NOTHING: Values = {};

/** What a person has changed of options and not sent yet. */
export function useDraft({ fields, place, mayEdit }: DraftOptions): Draft {
  const [kept, setKept] = useState(() => readDraft(place));
  const values = mayEdit ? kept : NOTHING;
  const setValues = (next: Values) => {
    setKept(next);
    keepDraft(place, next);
  };
  const [judged, setJudged] = useState<Values>({});
  const names = Object.keys(values);
  useLeaveWarning(names.length > 0);
  const plainProblem = (name: string) => {
    const [field, value] = [fieldOf(fields, name), values[name]];
    return field && typeof value === 'string' ? valueProblem(field, value) : null;
  };
  return {
    values,
    count: names.length,
    has: (name) => Object.hasOwn(values, name),
    set(name, value) {
      setValues({ ...values, [name]: value });
      setJudged({ ...judged, [name]: null });
    },
    drop: (name) => setValues(Object.fromEntries(Object.entries(values).filter(([one]) => one !== name))),
    clear() {
      setValues({});
      setJudged({});
    },
    problemOf: (name) => plainProblem(name) ?? judged[name] ?? null,
    options: names.length === 0 || names.some((name) => plainProblem(name) !== null) ? null : Object.fromEntries(names.map((name) => [name, written(fieldOf(fields, name), values[name] ?? null)])),
    judge: (problems) => setJudged(Object.fromEntries(problems.flatMap(({ field, message }) => (field === null ? [] : [[field, message]])))),
  };
}

function written(field: OptionField | null, value: string | null): string | string[] | null {
  if (value === null) {
    return null;
  }
  return field?.kind === 'lines' || field?.kind === 'regexes' ? linesOf(value) : value.trim();
}
