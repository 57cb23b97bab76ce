import { t } from '@grafana/i18n';
import type { ConfigJail } from '../../../../pkg/contract/configReading';
import { useParameters } from '../../../api/configQueries';
import { PLAIN } from '../../../i18n';
import type { ChosenChange } from '../change/ChangeDialog';
import { JAIL_FIELDS } from '../options/optionFields';
import type { Standing } from '../standing';
import { OptionsForm } from './OptionsForm';
import { ownFileOf } from './ownFile';

interface JailOptionsProps {
  standing: Standing;
  jail: ConfigJail;
  isRunning: boolean;
  choose(chosen: ChosenChange): void;
}

/** Every option that holds for a jail, and where it is changed. */
export function JailOptions({ standing, jail: { name, options }, isRunning, choose }: JailOptionsProps) {
  const parameters = useParameters(standing.uid, name, isRunning).data ?? null;
  return (
    <OptionsForm
      standing={standing}
      options={options}
      fields={JAIL_FIELDS}
      place={`${standing.uid} jail ${name}`}
      own={ownFileOf(name)}
      parameters={parameters}
      choose={choose}
      chosen={(given) => ({ title: t('jail-options.change', 'Change {{jail}}', { jail: name, interpolation: PLAIN }), change: { kind: 'set_options', jail: name, options: given } })}
    />
  );
}
