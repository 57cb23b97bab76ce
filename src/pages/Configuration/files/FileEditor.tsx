import { t } from '@grafana/i18n';
import { Alert, Stack, Text } from '@grafana/ui';
import { useMemo, useState } from 'react';
import type { ConfigPreview } from '../../../../pkg/contract/configChanges';
import type { ConfigFileText } from '../../../../pkg/contract/configFiles';
import { useConfigJails } from '../../../api/configQueries';
import { PLAIN } from '../../../i18n';
import { useChangeDialog } from '../change/useChangeDialog';
import { ConfigButton } from '../ConfigButton';
import { ConfigEditor } from '../editor/ConfigEditor';
import { mistakesIn } from '../editor/mistakesIn';
import { problemsIn, problemsOfText } from '../editor/problemsIn';
import type { Standing } from '../standing';
import { ChangedOutside } from './ChangedOutside';
import { fileChange } from './fileChange';
import { useFileDraft } from './useFileDraft';

interface FileEditorProps {
  standing: Standing;
  path: string;
  /** The file as it is now; null: there is none. */
  file: ConfigFileText | null;
  /** Asks for it again. */
  onLook(): void;
}

const NO_FILE = { text: null, digest: null };

/** A file as it is, and what a person makes of it; what is wrong with it is marked while it is typed, and once it was looked at. */
export function FileEditor({ standing, path, file, onLook }: FileEditorProps) {
  const draft = useFileDraft(file ?? NO_FILE, `${standing.uid} ${path}`);
  const { base, edited, isChanged } = draft;
  const [judged, setJudged] = useState<{ text: string; problems: ConfigPreview['problems'] } | null>(null);
  const jails = useConfigJails(standing.uid).data;
  const { choose, dialog } = useChangeDialog(standing.uid);
  const marks = useMemo(() => {
    const known = isChanged || !jails ? [] : problemsIn(path, [...jails.problems, ...jails.jails.flatMap(({ problems }) => problems)]);
    const told = judged?.text === edited ? problemsOfText(edited, judged.problems) : [];
    return [...mistakesIn(edited), ...known, ...told];
  }, [path, jails, judged, edited, isChanged]);
  const reason = file?.reason ?? null;
  const values = { path, interpolation: PLAIN };
  const based = { digest: base.digest, onMoved: onLook };
  const first = draft.isMoved ? t('file.decide', 'Decide first what becomes of your text') : (reason ?? undefined);
  return (
    <Stack direction="column" gap={1}>
      {base.text === null && <Alert severity="info" title={t('file.new', 'There is no such file yet: it is made when you apply a text')} />}
      {reason !== null && (
        <Alert severity="info" title={t('file.read-only', 'This file can only be read from here')}>
          {reason}
        </Alert>
      )}
      {draft.isMoved && <ChangedOutside before={base.text} now={file?.text ?? null} onLoad={draft.load} onKeep={draft.keep} />}
      <ConfigEditor key={draft.loads} label={path} value={draft.start} problems={marks} onChange={reason === null || isChanged ? draft.edit : undefined} />
      {(reason === null || isChanged) && (
        <>
          <Text color="secondary" variant="bodySmall">
            {t('file.keys', 'Ctrl+Space names options; Ctrl+M lets the Tab key leave the editor.')}
          </Text>
          <Stack direction="row" gap={1}>
            <ConfigButton
              standing={standing}
              size="md"
              variant="primary"
              icon="eye"
              obstacle={first ?? (isChanged ? undefined : t('file.unchanged', 'Nothing is changed yet'))}
              onClick={() => choose({ title: t('file.edit', 'Change {{path}}', values), change: fileChange(path, edited), base: based, onProblems: (problems) => setJudged({ text: edited, problems }) })}
            >
              {t('change.preview', 'Preview')}
            </ConfigButton>
            {base.text !== null && (
              <ConfigButton
                standing={standing}
                size="md"
                icon="trash-alt"
                obstacle={first}
                onClick={() => choose({ title: t('file.delete', 'Delete {{path}}?', values), change: fileChange(path, null), base: based, destructive: true })}
              >
                {t('file.delete-button', 'Delete file')}
              </ConfigButton>
            )}
          </Stack>
        </>
      )}
      {dialog}
    </Stack>
  );
}
