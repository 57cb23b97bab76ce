import { InlineField, MultiCombobox } from '@grafana/ui';
import type { ComboboxOption } from '@grafana/ui';
import type { FocusEvent, KeyboardEvent } from 'react';
import { useId } from 'react';
import { listOf } from '../listOf';
import { LABEL_WIDTH } from './labelWidth';
import { useToldLater } from './useToldLater';

interface QueryMultiProps {
  label: string;
  tooltip: string;
  placeholder: string;
  options: ComboboxOption[];
  /** True: other values may be typed. */
  custom?: boolean;
  value: string | string[] | undefined;
  onCommit(values: string[] | undefined): void;
}

/** Any of several; none means all. */
export function QueryMulti({ label, tooltip, placeholder, options, custom = false, value, onCommit }: QueryMultiProps) {
  const id = useId();
  const [chosen, choose] = useToldLater(listOf(value), (values) => onCommit(values.length === 0 ? undefined : values));
  // A MultiCombobox forgets what was typed and not picked from its menu.
  const keepTyped = ({ target }: FocusEvent<HTMLElement>) => {
    const typed = custom && target instanceof HTMLInputElement ? listOf(target.value).filter((name) => !chosen.includes(name)) : [];
    if (typed.length > 0) {
      choose([...chosen, ...typed]);
    }
  };
  const onKeyDown = ({ key, target }: KeyboardEvent<HTMLElement>) => {
    if (key === 'Enter' && target instanceof HTMLInputElement && !target.getAttribute('aria-activedescendant')) {
      target.blur();
      target.focus();
    }
  };
  return (
    <div onBlur={keepTyped} onKeyDown={onKeyDown}>
      <InlineField label={label} tooltip={tooltip} htmlFor={id} labelWidth={LABEL_WIDTH}>
        <MultiCombobox
          id={id}
          width={32}
          isClearable
          createCustomValue={custom}
          placeholder={placeholder}
          options={options}
          value={chosen}
          onChange={(picked) => choose(picked.map((option) => option.value))}
        />
      </InlineField>
    </div>
  );
}
