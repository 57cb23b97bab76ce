import { t } from '@grafana/i18n';
import { Modal } from '@grafana/ui';
import { useParameters } from '../../api/configQueries';
import { QueryRegion } from '../../components/QueryRegion';
import { ParametersForm } from './ParametersForm';

interface ParametersDialogProps {
  uid: string;
  jail: string;
  onClose(): void;
}

export function ParametersDialog({ uid, jail, onClose }: ParametersDialogProps) {
  const query = useParameters(uid, jail, true);
  return (
    <Modal isOpen title={t('parameters.title', 'What {{jail}} runs with', { jail })} onDismiss={onClose} closeOnBackdropClick={false}>
      <QueryRegion query={query}>{(data) => <ParametersForm uid={uid} before={data} onClose={onClose} />}</QueryRegion>
    </Modal>
  );
}
