import { t } from '@grafana/i18n';
import { Button, Modal, Text } from '@grafana/ui';
import { PLAIN } from '../../i18n';
import { AddressList } from '../../components/bans/AddressList';
import type { BanDraft } from './BanDraft';

interface BanConfirmProps {
  draft: BanDraft;
  isPending: boolean;
  /** What the guard has made of it: `insist` sends it all the same, `final` leaves only the way back. */
  verdict: 'none' | 'insist' | 'final';
  onBack(): void;
  onConfirm(): void;
}

export function BanConfirm({ draft: { addresses, jails }, isPending, verdict, onBack, onConfirm }: BanConfirmProps) {
  return (
    <div>
      <Text element="p">
        {t('ban.confirm', 'Ban {{count}} addresses in {{jails}}?', { count: addresses.length, jails: jails.join(', '), interpolation: PLAIN })}
      </Text>
      <AddressList addresses={addresses} />
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" disabled={isPending} onClick={onBack}>
          {t('ban.back', 'Back')}
        </Button>
        {verdict !== 'final' && (
          <Button variant="destructive" icon={isPending ? 'spinner' : 'shield'} disabled={isPending} onClick={onConfirm}>
            {verdict === 'insist' ? t('guard.override', 'Ban anyway') : t('ban.send', 'Ban')}
          </Button>
        )}
      </Modal.ButtonRow>
    </div>
  );
}
