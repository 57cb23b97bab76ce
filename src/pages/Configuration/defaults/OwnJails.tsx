import { t } from '@grafana/i18n';
import { Text, TextLink } from '@grafana/ui';
import type { ConfigDefault } from '../../../../pkg/contract/configReading';
import { configUrl } from '../../../routing';

const SHOWN = 4;

/** The jails that a default does not hold for: the first of them, and how many there are. */
export function OwnJails({ uid, own }: { uid: string; own: ConfigDefault['own'] | undefined }) {
  if (!own || own.jails.length === 0) {
    return null;
  }
  const more = own.jails.length + own.more - SHOWN;
  return (
    <>
      {own.jails.slice(0, SHOWN).map((jail) => (
        <span key={jail}>
          <TextLink href={configUrl(uid, 'jails', jail)}>{jail}</TextLink>{' '}
        </span>
      ))}
      {more > 0 && <Text color="secondary">{t('defaults.more', 'and {{count}} more', { count: more })}</Text>}
    </>
  );
}
