import { t } from '@grafana/i18n';
import { Alert, Stack, Text } from '@grafana/ui';
import type { ConfigDefaults } from '../../../../pkg/contract/configReading';
import { useConfigDefaults } from '../../../api/configQueries';
import { QueryRegion } from '../../../components/QueryRegion';
import { useChangeDialog } from '../change/useChangeDialog';
import { OptionsForm } from '../jails/OptionsForm';
import { DEFAULTS_FILE } from '../jails/ownFile';
import { DEFAULT_FIELDS } from '../options/optionFields';
import { ProblemList } from '../ProblemList';
import type { Standing } from '../standing';
import { OwnJails } from './OwnJails';

/** What holds for every jail that says nothing else, and its editing. */
export function DefaultsTab({ standing }: { standing: Standing }) {
  const defaults = useConfigDefaults(standing.uid);
  return <QueryRegion query={defaults}>{(data) => <DefaultsOf standing={standing} defaults={data} />}</QueryRegion>;
}

function DefaultsOf({ standing, defaults: { options, problems, withheld } }: { standing: Standing; defaults: ConfigDefaults }) {
  const { uid } = standing;
  const { choose, dialog } = useChangeDialog(uid);
  const own = new Map(options.map((option) => [option.name, option.own]));
  return (
    <Stack direction="column" gap={2}>
      <Text element="p" color="secondary">
        {t('defaults.meaning', 'These values hold for every jail that does not say something else itself.')}
      </Text>
      <ProblemList standing={standing} problems={problems} />
      {withheld && <Alert severity="info" title={t('config-jail.withheld', 'Options that hold commands are shown to Admins only')} />}
      <OptionsForm
        standing={standing}
        place={`${standing.uid} defaults`}
        options={options}
        fields={DEFAULT_FIELDS}
        own={DEFAULTS_FILE}
        extra={{ id: 'own', header: t('defaults.own', 'Jails with their own'), wrap: true, cell: ({ name }) => <OwnJails uid={uid} own={own.get(name)} /> }}
        choose={choose}
        chosen={(given) => ({ title: t('defaults.change', 'Change the defaults of all jails'), change: { kind: 'set_defaults', options: given } })}
      />
      {dialog}
    </Stack>
  );
}
