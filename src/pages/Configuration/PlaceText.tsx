import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ConfigPlace } from '../../../pkg/contract/configReading';
import { ConfigLink } from './ConfigLink';
import type { Standing } from './standing';

/** A file of the configuration and a line of it; one that lies elsewhere is only named. */
export function PlaceText({ standing, place: { file, line } }: { standing: Standing; place: ConfigPlace }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.place}>
      {file.startsWith('/') ? file : <ConfigLink standing={standing} tab="files" name={file} />}
      {line !== null && <span className={styles.line}>{`:${line}`}</span>}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary, overflowWrap: 'anywhere', '& a': { fontSize: 'inherit' } }),
  // A number is not broken in two.
  line: css({ whiteSpace: 'nowrap' }),
});
