import { t } from '@grafana/i18n';
import { TextLink } from '@grafana/ui';
import type { Column } from '../../../components/DataTable';
import { configUrl } from '../../../routing';
import { OwnerBadge } from '../definitions/OwnerBadge';
import type { KnownFile } from './knownFiles';

export function fileColumns(uid: string): Array<Column<KnownFile>> {
  return [
    { id: 'path', header: t('files.path', 'File'), narrow: 'bare', cell: ({ path }) => <TextLink href={configUrl(uid, 'files', path)}>{path}</TextLink> },
    { id: 'owner', header: t('definitions.owner', 'Whose it is'), narrow: 'bare', cell: ({ path, owner }) => <OwnerBadge files={[{ file: path, owner }]} /> },
  ];
}
