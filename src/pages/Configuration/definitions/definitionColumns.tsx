import { t } from '@grafana/i18n';
import { TextLink } from '@grafana/ui';
import type { ConfigDefinitionsResponse } from '../../../../pkg/contract/configReading';
import type { DefinitionKind } from '../../../api/configEndpoints';
import type { Column } from '../../../components/DataTable';
import { configUrl } from '../../../routing';
import { OwnerBadge } from './OwnerBadge';

type Definition = ConfigDefinitionsResponse['definitions'][number];

export function definitionColumns(uid: string, kind: DefinitionKind): Array<Column<Definition>> {
  return [
    { id: 'name', header: t('definitions.name', 'Name'), narrow: 'bare', cell: ({ name }) => <TextLink href={configUrl(uid, kind === 'filter' ? 'filters' : 'actions', name)}>{name}</TextLink> },
    { id: 'owner', header: t('definitions.owner', 'Whose it is'), narrow: 'bare', cell: ({ files }) => <OwnerBadge files={files} /> },
    {
      id: 'jails',
      header: t('definitions.jails', 'Jails that use it'),
      wrap: true,
      cell: ({ jails }) => jails.map((jail, at) => (
        <span key={jail}>
          {at > 0 && ', '}
          <TextLink href={configUrl(uid, 'jails', jail)}>{jail}</TextLink>
        </span>
      )),
    },
  ];
}
