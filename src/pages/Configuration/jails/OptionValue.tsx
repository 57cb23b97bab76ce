import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Text, useStyles2 } from '@grafana/ui';
import type { ConfigOption } from '../../../../pkg/contract/configReading';
import { fieldOf, JAIL_FIELDS } from '../options/optionFields';
import { OptionInput } from '../options/OptionInput';
import type { Draft } from '../options/useDraft';

interface OptionValueProps {
  option: ConfigOption;
  draft: Draft;
  /** What the running server has instead. */
  live: number | null;
}

/** What holds for an option, or the field in which it is changed. */
export function OptionValue({ option: { name, value, raw, problem }, draft, live }: OptionValueProps) {
  const styles = useStyles2(getStyles);
  const field = fieldOf(JAIL_FIELDS, name);
  const drafted = draft.values[name];
  if (field && typeof drafted === 'string') {
    return <OptionInput name={name} field={field} value={drafted} problem={draft.problemOf(name)} onChange={(text) => draft.set(name, text)} />;
  }
  if (drafted === null) {
    return <Text italic>{t('jail-options.goes-back', 'Goes back to what the other files say')}</Text>;
  }
  return (
    <div className={styles.values}>
      {value !== null && value !== '' && <span className={styles.value}>{value}</span>}
      {value === '' && <Text color="secondary">{t('jail-options.empty', 'empty')}</Text>}
      {raw !== null && raw !== value && <span className={styles.raw}>{raw}</span>}
      {problem !== null && <Text color="error">{problem}</Text>}
      {live !== null && <Badge className={styles.badge} color="orange" icon="exclamation-triangle" text={t('jail-options.live', 'The running server has {{live}}', { live })} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const code = { fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;
  return {
    values: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.25), maxHeight: theme.spacing(24), overflowY: 'auto' }),
    value: css(code),
    raw: css({ ...code, color: theme.colors.text.secondary }),
    badge: css({ alignSelf: 'flex-start' }),
  };
};
