import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** What is about to be changed, however long; scrolls by keyboard as well. */
export function AddressList({ addresses }: { addresses: readonly string[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} tabIndex={0}>
      {addresses.map((address) => (
        <li key={address}>{address}</li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    maxHeight: theme.spacing(20),
    overflowY: 'auto',
    margin: theme.spacing(1, 0),
    padding: theme.spacing(1, 1, 1, 3),
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    background: theme.colors.background.canvas,
    borderRadius: theme.shape.radius.default,
  }),
});
