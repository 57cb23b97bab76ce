import { t } from '@grafana/i18n';
import { Alert, Stack, Text } from '@grafana/ui';
import type { ImportPreview, JailDocument } from '../../../../pkg/contract/configTransfer';
import { PLAIN } from '../../../i18n';
import { DiffView } from '../change/DiffView';
import { FateList } from '../change/FateList';
import { FileChange } from '../change/FileChange';
import { FoundProblems } from '../change/FoundProblems';

interface ImportSummaryProps {
  document: JailDocument;
  preview: ImportPreview;
  enable: boolean;
}

/** What an import would write, which filter it takes, what does not come along, and what is wrong with it. */
export function ImportSummary({ document: { jail }, preview: { filter, changes, jails, problems }, enable }: ImportSummaryProps) {
  const left = jail.leftOut.map(({ option }) => option).join(', ');
  return (
    <Stack direction="column" gap={2}>
      <FoundProblems problems={problems} />
      {filter && <Text element="p">{filterText(filter)}</Text>}
      {filter?.here === 'differs' && (
        <div>
          <Text element="p" color="secondary">
            {t('transfer.difference', 'From the filter here to the one of the document')}
          </Text>
          <DiffView lines={filter.diff} label={t('transfer.difference', 'From the filter here to the one of the document')} />
        </div>
      )}
      {left !== '' && <Alert severity="info" title={t('transfer.left-out', 'Not in the document: {{options}}', { options: left, interpolation: PLAIN })} />}
      {changes.map(({ path, diff }) => (
        <FileChange key={path} path={path} diff={diff} />
      ))}
      {problems.length === 0 && (enable ? <FateList fates={jails} /> : <Text element="p">{t('new-jail.inactive', 'It stays inactive until you activate it.')}</Text>)}
    </Stack>
  );
}

function filterText({ name, here, made }: NonNullable<ImportPreview['filter']>): string {
  const values = { name, interpolation: PLAIN };
  if (made) {
    return t('transfer.filter-made', 'The filter {{name}} is made of the document, with its samples.', values);
  }
  return here === 'same' ? t('transfer.filter-same', 'The filter {{name}} is here already, and is the same.', values) : t('transfer.filter-differs', 'There is another filter {{name}} here.', values);
}
