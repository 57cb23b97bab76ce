import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';

/** All of a list of paths or names, or a sentence that there is none. */
export function PlainList({ label, items, none }: { label: string; items: readonly string[]; none: string }) {
  const styles = useStyles2(getStyles);
  if (items.length === 0) {
    return <Text color="secondary">{none}</Text>;
  }
  return (
    <ul aria-label={label} className={styles.list}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    margin: 0,
    paddingLeft: theme.spacing(2),
    overflowWrap: 'anywhere',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
