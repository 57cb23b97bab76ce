import { t } from '@grafana/i18n';
import { ConfirmModal, RadioButtonGroup, Stack } from '@grafana/ui';
import { useState } from 'react';
import { useChange } from '../../api/useChange';
import { FailureState } from '../FailureState';
import { AddressList } from './AddressList';
import type { BanName, UnbanScope } from './unbanRequests';
import { addressesOf, jailsOf, unbanRequests } from './unbanRequests';
import { WorkingNotice } from './WorkingNotice';

/** Lifts bans after a look at them: where they were seen, or in every jail. */
export function UnbanDialog({ uid, bans, onClose }: { uid: string; bans: BanName[]; onClose(): void }) {
  const [scope, setScope] = useState<UnbanScope>('seen');
  const { mutateAsync, error, isPending, progress } = useChange(uid);
  const addresses = addressesOf(bans);
  const jails = jailsOf(bans);
  const hasNetwork = addresses.some((address) => address.includes('/'));

  const confirm = async () => {
    try {
      await mutateAsync({ kind: 'unban', requests: unbanRequests(bans, scope) });
      onClose();
    } catch {
      // `error` tells of it, and the dialog stays.
    }
  };
  return (
    <ConfirmModal
      isOpen
      icon="unlock"
      title={t('unban.title', 'Unban {{count}} addresses', { count: addresses.length })}
      confirmText={t('unban.confirm', 'Unban')}
      disabled={isPending}
      onConfirm={confirm}
      onDismiss={onClose}
      body={
        <Stack direction="column" gap={2}>
          {error && <FailureState error={error} beside />}
          {progress && <WorkingNotice operation={progress} />}
          <AddressList addresses={addresses} />
          <RadioButtonGroup
            aria-label={t('unban.scope', 'Where')}
            value={scope}
            onChange={setScope}
            options={[
              { value: 'seen', label: jails.length === 1 ? t('unban.one-jail', 'Only in {{jail}}', { jail: jails[0] }) : t('unban.selected', 'Where selected') },
              { value: 'everywhere', label: t('unban.everywhere', 'In every jail') },
            ]}
          />
        </Stack>
      }
      description={
        hasNetwork ? t('unban.network', 'Lifting a network also lifts the single bans inside it, and fail2ban forgets their history.') : undefined
      }
    />
  );
}
