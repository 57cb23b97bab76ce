import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ConfigPlace } from '../../../pkg/contract/configReading';

/** A file of the configuration and a line of it. */
export function PlaceText({ place: { file, line } }: { place: ConfigPlace }) {
  return <span className={useStyles2(getStyles).place}>{line === null ? file : `${file}:${line}`}</span>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});
