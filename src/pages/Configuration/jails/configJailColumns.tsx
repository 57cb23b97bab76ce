import { t } from '@grafana/i18n';
import { Stack, Text, TextLink } from '@grafana/ui';
import type { ConfigJailSummary } from '../../../../pkg/contract/configReading';
import type { Column } from '../../../components/DataTable';
import { configUrl } from '../../../routing';
import { ConfigLink } from '../ConfigLink';
import { PlaceText } from '../PlaceText';
import type { Standing } from '../standing';
import { ConfigStateBadge } from './ConfigStateBadge';
import type { JailAct } from './jailChanges';
import { JailButtons } from './JailButtons';
import type { Running } from './useRunning';

interface Options {
  standing: Standing;
  runningOf(name: string): Running;
  /** Whether something is wrong with any of them. */
  troubled: boolean;
  onChange(act: JailAct, jail: ConfigJailSummary): void;
  onCopy(from: string): void;
}

export function configJailColumns({ standing, runningOf, troubled, ...acts }: Options): Array<Column<ConfigJailSummary>> {
  const { uid } = standing;
  return [
    { id: 'name', header: t('config-jails.name', 'Jail'), narrow: 'bare', cell: ({ name }) => <TextLink href={configUrl(uid, 'jails', name)}>{name}</TextLink> },
    { id: 'state', header: t('config-jails.state', 'State'), narrow: 'bare', cell: (jail) => <ConfigStateBadge jail={jail} running={runningOf(jail.name)} /> },
    { id: 'filter', header: t('config-jails.filter', 'Filter'), narrow: 'hidden', cell: ({ filter }) => filter && <ConfigLink standing={standing} tab="filters" name={filter} /> },
    ...(troubled
      ? [{ id: 'problem', header: t('config-jails.problem', 'What is wrong'), wrap: true, narrow: 'line' as const, cell: ({ name, problems }: ConfigJailSummary) => <Problems standing={standing} problems={problems} words={runningOf(name).missing?.words ?? null} /> }]
      : []),
    { id: 'buttons', header: '', align: 'right', cell: (jail) => <JailButtons jail={jail} standing={standing} {...acts} /> },
  ];
}

function Problems({ standing, problems, words }: Pick<ConfigJailSummary, 'problems'> & { standing: Standing; words: string | null }) {
  return (
    <Stack direction="column" gap={0.5}>
      {problems.map(({ message, place }) => (
        <div key={message}>
          <Text variant="bodySmall">{message}</Text> {place && <PlaceText standing={standing} place={place} />}
        </div>
      ))}
      {problems.length === 0 && words !== null && <Text variant="bodySmall">{words}</Text>}
    </Stack>
  );
}
