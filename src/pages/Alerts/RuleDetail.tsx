import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { ClipboardButton, Stack, Text, useStyles2 } from '@grafana/ui';
import type { HostRule } from '../../alerts/rulesOfHost';
import type { RuleTemplate } from '../../alerts/ruleTemplates';
import { formatSpan } from '../../components/formatTime';
import { testIds } from '../../testIds';

/** The query of a rule, to be copied into Explore or a rule of one's own, and when it fires. */
export function RuleDetail({ rule: { template } }: { rule: HostRule }) {
  const styles = useStyles2(getStyles);
  const query = JSON.stringify(template.query, null, 2);
  return (
    <div data-testid={testIds.ruleDetail}>
      <Stack direction="column" gap={1}>
        <Text element="p">{firesText(template)}</Text>
        <Text element="p" color="secondary">
          {template.execErrState === 'Alerting'
            ? t('rule-detail.alerts-on-error', 'It also fires when the query fails or gives nothing.')
            : t('rule-detail.keeps-last', 'When the query fails or gives nothing it stays as it was.')}
        </Text>
        <pre className={styles.query} tabIndex={0}>
          {query}
        </pre>
        <div>
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => query}>
            {t('rule-detail.copy', 'Copy the query')}
          </ClipboardButton>
        </div>
      </Stack>
    </div>
  );
}

function firesText({ threshold, forSeconds, severity }: RuleTemplate): string {
  const values = { value: threshold.value, span: formatSpan(forSeconds), severity };
  if (forSeconds === 0) {
    return t('rule-detail.at-once', 'Fires with severity {{severity}} as soon as the query gives more than {{value}}.', values);
  }
  return threshold.type === 'lt'
    ? t('rule-detail.below', 'Fires with severity {{severity}} when the query has given less than {{value}} for {{span}}.', values)
    : t('rule-detail.above', 'Fires with severity {{severity}} when the query has given more than {{value}} for {{span}}.', values);
}

const getStyles = (theme: GrafanaTheme2) => ({
  query: css({ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: theme.typography.bodySmall.fontSize }),
});
