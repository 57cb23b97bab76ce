import { t } from '@grafana/i18n';
import { Checkbox, Field, Input, Stack } from '@grafana/ui';
import type { ImportPreview, JailDocument } from '../../../../pkg/contract/configTransfer';
import { PLAIN } from '../../../i18n';
import type { ImportDraft } from './importChoice';

interface ImportFieldsProps {
  document: JailDocument;
  draft: ImportDraft;
  /** The filter as it was found last; null until then, and when the document brings none. */
  found: ImportPreview['filter'];
  onChange(draft: ImportDraft): void;
}

/** Names, which options come along, and whether the jail begins to run. */
export function ImportFields({ document: { jail, filter }, draft, found, onChange }: ImportFieldsProps) {
  const change = (part: Partial<ImportDraft>) => onChange({ ...draft, ...part });
  const names = Object.keys(jail.options).filter((name) => name !== 'filter');
  const mayChoose = filter !== null && found !== null && found.here !== 'missing';
  const values = { name: filter?.name ?? '', interpolation: PLAIN };
  return (
    <Stack direction="column" gap={2}>
      <Field noMargin label={t('transfer.jail', 'Name of the jail')}>
        <Input id="import-jail" maxLength={25} value={draft.jail} onChange={(event) => change({ jail: event.currentTarget.value })} />
      </Field>
      {mayChoose && found.here === 'differs' && (
        <Checkbox label={t('transfer.keep', 'Use the filter {{name}} that is here, although it differs', values)} value={draft.keepFilter} onChange={() => change({ keepFilter: !draft.keepFilter })} />
      )}
      {mayChoose && !draft.keepFilter && (
        <Field noMargin label={t('transfer.filter', 'Another name for the filter')} description={t('transfer.filter-help', 'The filter of the document is then made under this name')}>
          <Input id="import-filter" maxLength={64} value={draft.filter} onChange={(event) => change({ filter: event.currentTarget.value })} />
        </Field>
      )}
      {names.length > 0 && (
        <Field noMargin label={t('transfer.options', 'Options that come along')}>
          <Stack direction="row" gap={2} wrap="wrap">
            {names.map((name) => {
              const isOut = draft.without.includes(name);
              return <Checkbox key={name} label={name} value={!isOut} onChange={() => change({ without: isOut ? draft.without.filter((one) => one !== name) : [...draft.without, name] })} />;
            })}
          </Stack>
        </Field>
      )}
      <Checkbox label={t('transfer.enable', 'Activate it at once')} value={draft.enable} onChange={() => change({ enable: !draft.enable })} />
    </Stack>
  );
}
