import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { optionText } from '../options/optionText';

export function OptionName({ name }: { name: string }) {
  const styles = useStyles2(getStyles);
  const meaning = optionText(name);
  return (
    <div>
      <span className={styles.name}>{name}</span>
      {meaning && <div className={styles.meaning}>{meaning}</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  name: css({ fontFamily: theme.typography.fontFamilyMonospace }),
  meaning: css({ maxWidth: '40ch', color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
