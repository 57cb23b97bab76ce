import { t } from '@grafana/i18n';
import { Modal } from '@grafana/ui';
import { useState } from 'react';
import type { JailDocument } from '../../../../pkg/contract/configTransfer';
import { ImportPlan } from './ImportPlan';
import { ImportSource } from './ImportSource';

/** A jail that was exported elsewhere: first the document, then what it comes to here. */
export function ImportDialog({ uid, onClose }: { uid: string; onClose(): void }) {
  const [document, setDocument] = useState<JailDocument | null>(null);
  return (
    <Modal isOpen title={t('transfer.title', 'Import a jail')} onDismiss={onClose} closeOnBackdropClick={false}>
      {document === null ? <ImportSource onRead={setDocument} onClose={onClose} /> : <ImportPlan uid={uid} document={document} onClose={onClose} />}
    </Modal>
  );
}
