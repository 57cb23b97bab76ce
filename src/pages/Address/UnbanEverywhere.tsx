import { t } from '@grafana/i18n';
import { ConfirmModal, Stack, Text } from '@grafana/ui';
import type { Ban } from '../../../pkg/contract/bans';
import { useChange } from '../../api/useChange';
import { WorkingNotice } from '../../components/bans/WorkingNotice';
import { FailureState } from '../../components/FailureState';
import { PLAIN } from '../../i18n';

interface UnbanEverywhereProps {
  uid: string;
  address: string;
  bans: readonly Ban[];
  onClose(): void;
}

/** Lifts every ban of one address, after a look at where they are. */
export function UnbanEverywhere({ uid, address, bans, onClose }: UnbanEverywhereProps) {
  const { mutate, error, isPending, progress } = useChange(uid);
  const own = bans.filter((ban) => ban.address === address);
  const networks = [...new Set(bans.filter((ban) => ban.address !== address).map((ban) => ban.address))];
  return (
    <ConfirmModal
      isOpen
      icon="unlock"
      title={t('unban-everywhere.title', 'Unban {{address}} everywhere?', { address, interpolation: PLAIN })}
      confirmText={t('unban-everywhere.confirm', 'Unban')}
      disabled={isPending}
      onConfirm={() => mutate({ kind: 'unban', requests: [{ addresses: [address] }] }, { onSuccess: onClose })}
      onDismiss={onClose}
      body={
        <Stack direction="column" gap={2}>
          {error && <FailureState error={error} beside />}
          {progress && <WorkingNotice operation={progress} />}
          {own.length > 0 && (
            <Text element="p">{t('unban-everywhere.jails', 'It is lifted in {{jails}}.', { jails: own.map(({ jail }) => jail).join(', '), interpolation: PLAIN })}</Text>
          )}
          <Text element="p">{t('unban-everywhere.forgets', 'fail2ban forgets its own history of the address: the next ban is a first one again.')}</Text>
          {networks.length > 0 && (
            <Text element="p">
              {t('unban-everywhere.networks', 'It stays banned by {{networks}}, which this does not lift.', { networks: networks.join(', '), interpolation: PLAIN })}
            </Text>
          )}
        </Stack>
      }
    />
  );
}
