import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Combobox, Field, Input, RadioButtonGroup, TextArea, useStyles2 } from '@grafana/ui';
import { useId } from 'react';
import { useJails } from '../../api/queries';
import { useJailLogs } from '../../api/useLab';
import { Card } from '../../components/Card';
import { logViewText } from '../../components/jails/logViewText';
import type { FieldProblem, SourceDraft } from './labDraft';
import { linesOf, MOST_LINES } from './labDraft';

interface SourceFieldsProps {
  uid: string;
  draft: SourceDraft;
  problem: FieldProblem | null;
  onChange(draft: SourceDraft): void;
}

/** What the filter is tried on. */
export function SourceFields({ uid, draft, problem, onChange }: SourceFieldsProps) {
  const ids = { text: useId(), jail: useId(), file: useId(), match: useId() };
  const styles = useStyles2(getStyles);
  const jails = useJails(uid).data?.jails ?? [];
  const logs = useJailLogs(uid, draft.kind === 'log' ? draft.jail : null);
  const put = (part: Partial<SourceDraft>) => onChange({ ...draft, ...part });
  const files = (logs.data?.files ?? []).map(({ path, view, rotated }) => ({ value: path, description: view !== 'readable' ? logViewText(view) : rotated ? t('log-preview.rotated', 'rotated') : undefined }));
  const tooMany = linesOf(draft.text).length > MOST_LINES;
  return (
    <Card label={t('lab.source', 'Lines')}>
      <RadioButtonGroup<SourceDraft['kind']>
        aria-label={t('lab.source', 'Lines')}
        options={[
          { value: 'lines', label: t('lab.pasted', 'Pasted here') },
          { value: 'log', label: t('lab.log', 'Log of a jail') },
          { value: 'journal', label: t('lab.journal', 'Journal') },
        ]}
        value={draft.kind}
        onChange={(kind) => put({ kind })}
      />
      {draft.kind === 'lines' ? (
        <Field noMargin htmlFor={ids.text} label={t('lab.lines', 'Log lines')} invalid={tooMany} error={t('lab.too-many', 'At most {{max}} lines at a time.', { max: MOST_LINES })}>
          <TextArea id={ids.text} className={styles.text} rows={10} spellCheck={false} wrap="off" value={draft.text} onChange={(event) => put({ text: event.currentTarget.value })} />
        </Field>
      ) : (
        <Field noMargin htmlFor={ids.jail} label={t('lab.source-jail', 'Jail that reads it')} description={t('lab.tail', 'Its last 200 lines are tried.')}>
          <Combobox id={ids.jail} placeholder={t('lab.choose-jail', 'Choose a jail')} options={jails.map(({ name }) => ({ value: name }))} value={draft.jail} onChange={({ value }) => put({ jail: value, file: null })} />
        </Field>
      )}
      {draft.kind === 'journal' && (
        <Field noMargin htmlFor={ids.match} label={t('lab.journalmatch', 'journalmatch')} description={t('lab.journalmatch-help', 'Such as _SYSTEMD_UNIT=ssh.service + _COMM=sshd. Empty: what the jail reads.')} invalid={problem?.field === 'match'} error={problem?.words}>
          <Input id={ids.match} spellCheck={false} value={draft.match} onChange={(event) => put({ match: event.currentTarget.value })} />
        </Field>
      )}
      {draft.kind === 'log' && files.length > 1 && (
        <Field noMargin htmlFor={ids.file} label={t('lab.file', 'Log file')}>
          <Combobox id={ids.file} options={files} value={draft.file ?? files[0]?.value ?? null} onChange={({ value }) => put({ file: value })} />
        </Field>
      )}
    </Card>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
});
