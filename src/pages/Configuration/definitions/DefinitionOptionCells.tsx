import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Text, useStyles2 } from '@grafana/ui';
import { EditButtons } from '../options/EditButtons';
import type { OptionFields } from '../options/optionFields';
import { fieldOf, linesOf, unescaped } from '../options/optionFields';
import { OptionInput } from '../options/OptionInput';
import type { Draft } from '../options/useDraft';
import type { DefinitionRow } from './definitionRows';

interface CellProps {
  row: DefinitionRow;
  fields: OptionFields;
  draft: Draft;
}

export function DefinitionOptionValue({ row: { name, raw }, fields, draft }: CellProps) {
  const styles = useStyles2(getStyles);
  const field = fieldOf(fields, name);
  const drafted = draft.values[name];
  if (field && typeof drafted === 'string') {
    return <OptionInput name={name} field={field} value={drafted} problem={draft.problemOf(name)} onChange={(text) => draft.set(name, text)} />;
  }
  if (drafted === null) {
    return <Text italic>{t('jail-options.goes-back', 'Goes back to what the other files say')}</Text>;
  }
  return <span className={styles.code}>{raw === null ? '' : linesOf(raw).join('\n')}</span>;
}

export function DefinitionOptionButtons({ row: { name, raw, origin }, own, fields, draft }: CellProps & { own: string }) {
  return fieldOf(fields, name) && <EditButtons name={name} draft={draft} start={linesOf(unescaped(raw ?? '')).join('\n')} canReset={origin?.file === own} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  code: css({ display: 'block', maxHeight: theme.spacing(30), overflowY: 'auto', fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
