import { t } from '@grafana/i18n';
import { Alert, Stack, Text } from '@grafana/ui';
import { useMemo, useState } from 'react';
import type { ConfigPreview } from '../../../../pkg/contract/configChanges';
import { PLAIN } from '../../../i18n';
import { useChangeDialog } from '../change/useChangeDialog';
import { ConfigButton } from '../ConfigButton';
import { ConfigEditor } from '../editor/ConfigEditor';
import { problemsOfText } from '../editor/problemsIn';
import type { Standing } from '../standing';
import { fileChange } from './fileChange';

interface FileEditorProps {
  standing: Standing;
  path: string;
  /** Null: there is no such file yet. */
  text: string | null;
}

/** An own file as it is; what is wrong with it is marked once it was looked at. */
export function FileEditor({ standing, path, text }: FileEditorProps) {
  const [edited, setEdited] = useState(text ?? '');
  const [judged, setJudged] = useState<{ text: string; problems: ConfigPreview['problems'] }>({ text: '', problems: [] });
  const { choose, dialog } = useChangeDialog(standing.uid);
  const marks = useMemo(() => (judged.text === edited ? problemsOfText(edited, judged.problems) : []), [judged, edited]);
  const values = { path, interpolation: PLAIN };
  return (
    <Stack direction="column" gap={1}>
      {text === null && <Alert severity="info" title={t('file.new', 'There is no such file yet: it is made when you apply a text')} />}
      <ConfigEditor label={path} value={text ?? ''} problems={marks} onChange={setEdited} />
      <Text color="secondary" variant="bodySmall">
        {t('file.keys', 'Ctrl+Space names options; Ctrl+M lets the Tab key leave the editor.')}
      </Text>
      <Stack direction="row" gap={1}>
        <ConfigButton
          standing={standing}
          size="md"
          variant="primary"
          icon="eye"
          obstacle={edited === (text ?? '') ? t('file.unchanged', 'Nothing is changed yet') : undefined}
          onClick={() =>
            choose({
              title: t('file.edit', 'Change {{path}}', values),
              change: fileChange(path, edited),
              base: text,
              onProblems: (problems) => setJudged({ text: edited, problems }),
            })
          }
        >
          {t('change.preview', 'Preview')}
        </ConfigButton>
        {text !== null && (
          <ConfigButton
            standing={standing}
            size="md"
            icon="trash-alt"
            onClick={() => choose({ title: t('file.delete', 'Delete {{path}}?', values), change: fileChange(path, null), base: text, destructive: true })}
          >
            {t('file.delete-button', 'Delete file')}
          </ConfigButton>
        )}
      </Stack>
      {dialog}
    </Stack>
  );
}
