import { t } from '@grafana/i18n';
import { TextLink } from '@grafana/ui';
import type { ConfigOption } from '../../../pkg/contract/configReading';
import type { Jail } from '../../../pkg/contract/jails';
import { liveDifference } from '../../components/jails/liveDifference';
import { PLAIN } from '../../i18n';
import { configUrl } from '../../routing';

interface FileDifferenceProps {
  uid: string;
  jail: Jail;
  /** As the files have it; undefined when that is not known. */
  option: ConfigOption | undefined;
}

/** Said of a running jail that has another value than its files: the next reload takes it back. */
export function FileDifference({ uid, jail, option }: FileDifferenceProps) {
  return option === undefined || liveDifference(option, jail) === null ? null : (
    <TextLink inline href={configUrl(uid, 'jails', jail.name)}>
      {t('jail.differs', 'differs from the file: {{value}} there', { value: option.value, interpolation: PLAIN })}
    </TextLink>
  );
}
