import { t } from '@grafana/i18n';
import { Badge, Button, Text, TextLink } from '@grafana/ui';
import type { RevisionEntry } from '../../../../pkg/contract/configChanges';
import type { Column } from '../../../components/DataTable';
import { Moment } from '../../../components/Moment';
import type { useToggles } from '../../../components/useToggles';
import { configUrl } from '../../../routing';
import { kindText } from './kindText';
import { ResultBadge } from './ResultBadge';

interface Options {
  uid: string;
  open: ReturnType<typeof useToggles>;
}

export function revisionColumns({ uid, open }: Options): Array<Column<RevisionEntry>> {
  return [
    { id: 'at', header: t('revision.at', 'When'), narrow: 'bare', cell: ({ at }) => <Moment at={at} /> },
    { id: 'actor', header: t('revision.actor', 'Who'), cell: ({ actor, result }) => (result === 'outside' ? <Badge color="purple" icon="pen" text={t('revision.outside', 'Outside')} /> : actor) },
    { id: 'kind', header: t('revision.kind', 'What'), wrap: true, cell: ({ kind }) => kindText(kind) },
    { id: 'path', header: t('files.path', 'File'), wrap: true, cell: ({ path }) => <TextLink href={configUrl(uid, 'files', path)}>{path}</TextLink> },
    { id: 'reason', header: t('revision.reason', 'Why'), wrap: true, cell: ({ reason, result }) => <Text>{result === 'outside' ? t('revision.outside-why', 'Changed by hand, outside of BanGUI') : reason || '–'}</Text> },
    { id: 'result', header: t('revision.result', 'Result'), narrow: 'bare', cell: ({ result }) => <ResultBadge result={result} /> },
    {
      id: 'buttons',
      header: '',
      align: 'right',
      cell: ({ id, path }) => (
        <Button
          size="sm"
          variant="secondary"
          icon={open.isOpen(id) ? 'angle-up' : 'angle-down'}
          aria-expanded={open.isOpen(id)}
          aria-label={t('revision.open-one', 'Details of change {{id}} of {{path}}', { id, path })}
          onClick={() => open.toggle(id)}
        >
          {t('revision.open', 'Details')}
        </Button>
      ),
    },
  ];
}
