import { Combobox, InlineField } from '@grafana/ui';
import type { ComboboxOption } from '@grafana/ui';
import { useId } from 'react';
import { LABEL_WIDTH } from './labelWidth';
import { useToldLater } from './useToldLater';

interface QueryChoiceProps {
  label: string;
  tooltip: string;
  width?: number;
  placeholder?: string;
  options: ComboboxOption[];
  value: string | undefined;
  onCommit(value: string): void;
}

/** One of several. A value that is not among them, as provisioning may write it, is shown as it is. */
export function QueryChoice({ label, tooltip, width = 28, placeholder, options, value, onCommit }: QueryChoiceProps) {
  const id = useId();
  const [chosen, choose] = useToldLater(value, onCommit);
  const known = chosen === undefined || options.some((option) => option.value === chosen);
  return (
    <InlineField label={label} tooltip={tooltip} htmlFor={id} labelWidth={LABEL_WIDTH}>
      <Combobox
        id={id}
        width={width}
        placeholder={placeholder}
        options={known ? options : [...options, { value: chosen }]}
        value={chosen ?? null}
        onChange={(option) => choose(option.value)}
      />
    </InlineField>
  );
}
