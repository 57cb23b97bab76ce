import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Field, TextArea, useStyles2 } from '@grafana/ui';
import { useId } from 'react';
import { PLAIN } from '../../i18n';
import type { FieldProblem } from './labDraft';
import { expressionsOf } from './labDraft';

interface ExpressionFieldProps {
  label: string;
  help: string;
  rows: number;
  value: string;
  failing: FieldProblem | null;
  onChange(value: string): void;
}

export function ExpressionField({ label, help, rows, value, failing, onChange }: ExpressionFieldProps) {
  const id = useId();
  const styles = useStyles2(getStyles);
  return (
    <Field
      noMargin
      htmlFor={id}
      label={label}
      description={help}
      invalid={failing !== null}
      error={
        failing && (
          <div className={styles.words}>
            {failing.index !== null && t('lab.bad-expression', 'Expression {{number}}: {{expression}}', { number: failing.index + 1, expression: expressionsOf(value)[failing.index] ?? '', interpolation: PLAIN })}
            {failing.index !== null && '\n'}
            {failing.words}
          </div>
        )
      }
    >
      <TextArea id={id} className={styles.text} rows={rows} spellCheck={false} wrap="off" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  words: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
