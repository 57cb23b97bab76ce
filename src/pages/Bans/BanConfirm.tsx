import { t } from '@grafana/i18n';
import { Button, Modal, Text } from '@grafana/ui';
import { PLAIN } from '../../i18n';
import { AddressList } from './AddressList';
import type { BanDraft } from './BanDraft';

interface BanConfirmProps {
  draft: BanDraft;
  isPending: boolean;
  onBack(): void;
  onConfirm(): void;
}

export function BanConfirm({ draft: { addresses, jails }, isPending, onBack, onConfirm }: BanConfirmProps) {
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
        <Button variant="destructive" icon={isPending ? 'spinner' : 'shield'} disabled={isPending} onClick={onConfirm}>
          {t('ban.send', 'Ban')}
        </Button>
      </Modal.ButtonRow>
    </div>
  );
}
