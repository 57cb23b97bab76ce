import { Combobox, InlineField } from '@grafana/ui';
import type { ComboboxOption } from '@grafana/ui';
import { useId, useState } from 'react';

interface QueryChoiceProps<T extends string> {
  label: string;
  width: number;
  options: Array<ComboboxOption<T>>;
  value: T | null;
  onCommit(value: T): void;
}

/**
 * One of several. A Combobox reports from an effect, and Explore draws anew from there before it holds the changed query:
 * told at once, it would report the choice again and again until React gives up. So the choice shows first, and is told after.
 */
export function QueryChoice<T extends string>({ label, width, options, value, onCommit }: QueryChoiceProps<T>) {
  const id = useId();
  const [chosen, setChosen] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setChosen(value);
  }
  const choose = (next: T) => {
    setChosen(next);
    setTimeout(() => onCommit(next));
  };
  return (
    <InlineField label={label} htmlFor={id} labelWidth={10}>
      <Combobox<T> id={id} width={width} options={options} value={chosen} onChange={(option) => choose(option.value)} />
    </InlineField>
  );
}
