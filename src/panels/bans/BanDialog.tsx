import { t } from '@grafana/i18n';
import { Modal } from '@grafana/ui';
import { useJails } from '../../api/queries';
import type { Rights } from '../../api/useRights';
import { BanForm } from '../../components/bans/BanForm';
import { QueryRegion } from '../../components/QueryRegion';

const NOTHING_CHOSEN = {};

/** The form of the app, which needs to know the jails first. */
export function BanDialog({ uid, rights, onClose }: { uid: string; rights: Rights; onClose(): void }) {
  const jails = useJails(uid);
  if (jails.data) {
    return <BanForm uid={uid} jailNames={jails.data.jails.map(({ name }) => name)} preset={NOTHING_CHOSEN} rights={rights} onClose={onClose} />;
  }
  return (
    <Modal isOpen title={t('ban.title', 'Ban addresses')} onDismiss={onClose}>
      <QueryRegion query={jails}>{() => null}</QueryRegion>
    </Modal>
  );
}
