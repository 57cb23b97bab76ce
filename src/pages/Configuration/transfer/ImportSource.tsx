import { t } from '@grafana/i18n';
import { Alert, Button, Field, FileUpload, Modal, Stack, TextArea } from '@grafana/ui';
import { useState } from 'react';
import type { JailDocument } from '../../../../pkg/contract/configTransfer';
import type { DocumentProblem } from './readDocument';
import { readDocument } from './readDocument';

/** The document, from a file or pasted. */
export function ImportSource({ onRead, onClose }: { onRead(document: JailDocument): void; onClose(): void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<DocumentProblem | null>(null);
  const read = (given: string) => {
    const found = readDocument(given);
    if (typeof found === 'string') {
      setProblem(found);
    } else {
      onRead(found);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        read(text);
      }}
    >
      <Stack direction="column" gap={2}>
        {problem && <Alert severity="error" title={problemText(problem)} />}
        <FileUpload
          accept="application/json,.json"
          onFileUpload={(event) => {
            const [file] = event.currentTarget.files ?? [];
            void file?.text().then(read);
          }}
        >
          {t('transfer.choose', 'Choose a file')}
        </FileUpload>
        <Field noMargin label={t('transfer.paste', 'Or paste its text')} description={t('transfer.paste-help', 'What “Export” of a jail gave on another host')}>
          <TextArea id="import-document" rows={6} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        </Field>
      </Stack>
      <Modal.ButtonRow>
        <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
          {t('change.cancel', 'Cancel')}
        </Button>
        <Button type="submit" disabled={text.trim() === ''}>
          {t('change.preview', 'Preview')}
        </Button>
      </Modal.ButtonRow>
    </form>
  );
}

function problemText(problem: DocumentProblem): string {
  switch (problem) {
    case 'empty':
      return t('transfer.empty', 'There is nothing in it');
    case 'too-large':
      return t('transfer.too-large', 'This is larger than any exported jail');
    case 'no-json':
      return t('transfer.no-json', 'This cannot be read as JSON');
    case 'no-jail':
      return t('transfer.no-jail', 'This is no exported jail');
    case 'other-version':
      return t('transfer.other-version', 'This was exported by a later version of BanGUI');
  }
}
