import { t } from '@grafana/i18n';
import { TextLink } from '@grafana/ui';
import type { ConfigDefinitionsResponse } from '../../../../pkg/contract/configReading';
import type { DefinitionKind } from '../../../api/configEndpoints';
import type { Column } from '../../../components/DataTable';
import { configUrl } from '../../../routing';
import { ConfigLink } from '../ConfigLink';
import type { Standing } from '../standing';
import { OwnerBadge } from './OwnerBadge';

type Definition = ConfigDefinitionsResponse['definitions'][number];

export function definitionColumns(standing: Standing, kind: DefinitionKind): Array<Column<Definition>> {
  return [
    { id: 'name', header: t('definitions.name', 'Name'), narrow: 'bare', cell: ({ name }) => <ConfigLink standing={standing} tab={kind === 'filter' ? 'filters' : 'actions'} name={name} /> },
    { id: 'owner', header: t('definitions.owner', 'Whose it is'), narrow: 'bare', cell: ({ files }) => <OwnerBadge files={files} /> },
    {
      id: 'jails',
      header: t('definitions.jails', 'Jails that use it'),
      wrap: true,
      cell: ({ jails }) => jails.map((jail, at) => (
        <span key={jail}>
          {at > 0 && ', '}
          <TextLink href={configUrl(standing.uid, 'jails', jail)}>{jail}</TextLink>
        </span>
      )),
    },
  ];
}
