import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, Input, TextArea, useStyles2 } from '@grafana/ui';
import { useId } from 'react';
import type { OptionField } from './optionFields';

interface OptionInputProps {
  name: string;
  field: OptionField;
  value: string;
  problem: string | null;
  onChange(value: string): void;
}

/** Where the value of an option is typed or chosen. */
export function OptionInput({ name, field: { kind, choices }, value, problem, onChange }: OptionInputProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <Field noMargin invalid={problem !== null} error={problem}>
      {choices ? (
        <Combobox id={id} aria-label={name} value={value} options={choices.map((choice) => ({ value: choice }))} createCustomValue={kind === 'choice'} onChange={(chosen) => onChange(chosen.value)} />
      ) : kind === 'lines' || kind === 'regexes' ? (
        <TextArea id={id} aria-label={name} className={styles.code} rows={Math.min(12, value.split('\n').length + 1)} spellCheck={false} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <Input id={id} aria-label={name} spellCheck={false} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ code: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }) });
