import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';

/** As many as there is room for in a table; the jail's own page has them all. */
const SHOWN = 2;

export function Listed({ words }: { words: readonly string[] }) {
  const styles = useStyles2(getStyles);
  const more = words.length - SHOWN;
  return (
    <>
      {words.slice(0, SHOWN).map((word) => (
        <div key={word} className={styles.word}>
          {word}
        </div>
      ))}
      {more > 0 && t('jails.more', 'and {{more}} more', { more })}
    </>
  );
}

const getStyles = () => ({
  word: css({ overflowWrap: 'anywhere' }),
});
