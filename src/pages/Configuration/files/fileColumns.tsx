import { t } from '@grafana/i18n';
import { TextLink } from '@grafana/ui';
import type { ConfigFileEntry } from '../../../../pkg/contract/configFiles';
import type { Column } from '../../../components/DataTable';
import { formatBytes } from '../../../components/formatBytes';
import { Moment } from '../../../components/Moment';
import { configUrl } from '../../../routing';
import { KeeperBadge } from './KeeperBadge';

export function fileColumns(uid: string): Array<Column<ConfigFileEntry>> {
  return [
    { id: 'path', header: t('files.path', 'File'), narrow: 'bare', wrap: true, cell: ({ path }) => <TextLink href={configUrl(uid, 'files', path)}>{path}</TextLink> },
    { id: 'keeper', header: t('definitions.owner', 'Whose it is'), narrow: 'bare', cell: ({ keeper }) => <KeeperBadge keeper={keeper} /> },
    { id: 'size', header: t('files.size', 'Size'), align: 'right', cell: ({ size }) => formatBytes(size) },
    { id: 'modified', header: t('files.modified', 'Changed'), cell: ({ modified }) => <Moment at={modified} /> },
    { id: 'included', header: t('files.included', 'Included by'), wrap: true, narrow: 'hidden', cell: ({ includedBy }) => <Includers uid={uid} paths={includedBy ?? []} /> },
  ];
}

const MOST_NAMED = 3;

function Includers({ uid, paths }: { uid: string; paths: readonly string[] }) {
  return (
    <>
      {paths.slice(0, MOST_NAMED).map((path, at) => (
        <span key={path}>
          {at > 0 && ', '}
          <TextLink href={configUrl(uid, 'files', path)}>{path}</TextLink>
        </span>
      ))}
      {paths.length > MOST_NAMED && ` ${t('files.included-more', 'and {{count}} more', { count: paths.length - MOST_NAMED })}`}
    </>
  );
}
