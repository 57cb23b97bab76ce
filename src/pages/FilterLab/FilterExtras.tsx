import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Field, Input, useStyles2 } from '@grafana/ui';
import { useId } from 'react';
import type { FieldProblem, FilterDraft } from './labDraft';
import { isBadCount, MOST_BUFFERED } from './labDraft';

type Extra = 'prefregex' | 'datepattern' | 'maxlines';

interface FilterExtrasProps {
  draft: FilterDraft;
  problem: FieldProblem | null;
  onChange(part: Partial<Record<Extra, string>>): void;
}

/** What a filter says beside its expressions. */
export function FilterExtras({ draft, problem, onChange }: FilterExtrasProps) {
  const ids = { prefregex: useId(), datepattern: useId(), maxlines: useId() };
  const styles = useStyles2(getStyles);
  const badCount = isBadCount(draft.maxlines) ? t('lab.bad-count', 'A whole number from 1 to {{max}}.', { max: MOST_BUFFERED }) : null;
  const fields: Array<{ name: Extra; help: string; wrong?: string | null }> = [
    { name: 'prefregex', help: t('lab.prefregex-help', 'One expression that a line has to match first; the others see its <F-CONTENT> only.') },
    { name: 'datepattern', help: t('lab.datepattern-help', 'How a date is written, where fail2ban does not know it by itself.') },
    { name: 'maxlines', help: t('lab.maxlines-help', 'How many lines in a row the expressions see together.'), wrong: badCount },
  ];
  return fields.map(({ name, help, wrong }) => {
    const words = wrong ?? (problem?.field === name ? problem.words : null);
    return (
      <Field key={name} noMargin htmlFor={ids[name]} label={name} description={help} invalid={words !== null} error={words !== null && <div className={styles.words}>{words}</div>}>
        <Input
          id={ids[name]}
          className={styles.text}
          spellCheck={false}
          width={name === 'maxlines' ? 12 : undefined}
          inputMode={name === 'maxlines' ? 'numeric' : undefined}
          value={draft[name]}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
        />
      </Field>
    );
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({ input: { fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize } }),
  words: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
