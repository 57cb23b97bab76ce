import { t } from '@grafana/i18n';
import { Button, Modal, Text } from '@grafana/ui';
import type { Jail } from '../../../pkg/contract/jails';
import { useJails } from '../../api/queries';
import { formatBanTime } from '../formatTime';
import { PLAIN } from '../../i18n';
import { AddressList } from './AddressList';
import type { BanDraft } from './BanDraft';

interface BanConfirmProps {
  uid: string;
  draft: BanDraft;
  isPending: boolean;
  /** What the guard has made of it: `insist` sends it all the same, `final` leaves only the way back. */
  verdict: 'none' | 'insist' | 'final';
  onBack(): void;
  onConfirm(): void;
}

export function BanConfirm({ uid, draft: { addresses, jails }, isPending, verdict, onBack, onConfirm }: BanConfirmProps) {
  const known = useJails(uid).data?.jails ?? [];
  const where = jails.map((name) => jailText(name, known)).join(', ');
  return (
    <div>
      <Text element="p">
        {t('ban.confirm', 'Ban {{count}} addresses in {{jails}}?', { count: addresses.length, jails: where, interpolation: PLAIN })}
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

/** A jail with how long it bans, as far as that is known. */
function jailText(jail: string, known: readonly Jail[]): string {
  const found = known.find(({ name }) => name === jail);
  if (!found) {
    return jail;
  }
  const values = { jail, time: formatBanTime(found.banTime), interpolation: PLAIN };
  return found.attention.includes('blocks_nothing')
    ? t('ban.jail-on-paper', '{{jail}} ({{time}}, blocks nothing)', values)
    : t('ban.jail', '{{jail}} ({{time}})', values);
}
