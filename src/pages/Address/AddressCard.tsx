import { t } from '@grafana/i18n';
import { Badge, Stack, TextLink } from '@grafana/ui';
import type { AddressPage } from '../../../pkg/contract/addresses';
import type { Rights } from '../../api/useRights';
import { asnText } from '../../components/asnText';
import { Card } from '../../components/Card';
import { countryLabel } from '../../components/countryName';
import { Fact, Facts } from '../../components/Facts';
import { Moment } from '../../components/Moment';
import { RoleButton } from '../../components/RoleButton';
import { historyUrl, LONG_AGO } from '../../routing';
import { placeSourceText } from './placeSourceText';
import { specialText } from './specialText';

export type AddressAct = 'ban' | 'unban' | 'erase';

interface AddressCardProps {
  uid: string;
  page: AddressPage;
  rights: Rights;
  onAct(act: AddressAct): void;
}

/** How an address is, what it is, and what can be done with it. */
export function AddressCard({ uid, page, rights, onAct }: AddressCardProps) {
  const { active, geo, totals, hostName, special } = page;
  const source = placeSourceText(geo.source);
  const offline = active === null ? t('address.no-fail2ban', 'fail2ban cannot be asked now') : undefined;
  return (
    <Card label={t('address.state', 'State of the address')}>
      <Stack direction="row" gap={2} wrap="wrap" alignItems="center" justifyContent="space-between">
        <AddressBadges page={page} />
        <Stack direction="row" gap={1} wrap="wrap">
          <RoleButton rights={rights} action="ban" icon="shield" size="sm" obstacle={offline} onClick={() => onAct('ban')}>
            {t('address.ban', 'Ban…')}
          </RoleButton>
          <RoleButton
            rights={rights}
            action="unban"
            icon="unlock"
            size="sm"
            variant="secondary"
            obstacle={offline ?? (active?.length === 0 ? t('address.nothing-to-unban', 'Nothing bans it now') : undefined)}
            onClick={() => onAct('unban')}
          >
            {t('address.unban', 'Unban everywhere')}
          </RoleButton>
          <RoleButton rights={rights} action="eraseAddress" icon="trash-alt" size="sm" variant="secondary" onClick={() => onAct('erase')}>
            {t('address.erase', 'Erase this address')}
          </RoleButton>
        </Stack>
      </Stack>
      <Facts>
        {special !== null && <Fact name={t('address.range', 'Range')}>{specialText(special)}</Fact>}
        {special === null && <Fact name={t('address.country', 'Country')}>{geo.country === null ? unknown() : countryLabel(geo.country)}</Fact>}
        {geo.city !== null && <Fact name={t('address.city', 'City')}>{geo.city}</Fact>}
        {geo.asn !== null && (
          <Fact name={t('address.asn', 'Autonomous system')}>
            <TextLink href={historyUrl(uid, { asns: [geo.asn], from: LONG_AGO })}>{asnText(geo.asn, geo.org)}</TextLink>
          </Fact>
        )}
        {hostName !== null && <Fact name={t('address.host-name', 'Host name')}>{hostName}</Fact>}
        <Fact name={t('address.bans', 'Bans in all')}>{totals.bans.toLocaleString()}</Fact>
        {totals.jails.length > 0 && <Fact name={t('address.jails', 'Jails')}>{totals.jails.join(', ')}</Fact>}
        {totals.firstBan !== null && (
          <Fact name={t('address.first-seen', 'First banned')}>
            <Moment at={totals.firstBan} />
          </Fact>
        )}
        {totals.lastBan !== null && (
          <Fact name={t('address.last-seen', 'Last banned')}>
            <Moment at={totals.lastBan} />
          </Fact>
        )}
        {source !== null && <Fact name={t('address.source', 'Place known from')}>{source}</Fact>}
      </Facts>
    </Card>
  );
}

function AddressBadges({ page: { active, ignoredBy, special } }: { page: AddressPage }) {
  return (
    <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
      {active === null && <Badge color="orange" icon="question-circle" text={t('address.state-unknown', 'fail2ban cannot be asked')} />}
      {active?.length === 0 && <Badge color="green" icon="unlock" text={t('address.free', 'Not banned now')} />}
      {active !== null && active.length > 0 && <Badge color="red" icon="lock" text={t('address.banned', 'Banned now in {{count}} jails', { count: new Set(active.map(({ jail }) => jail)).size })} />}
      {ignoredBy !== null && ignoredBy.length > 0 && <Badge color="blue" icon="eye-slash" text={t('address.ignored', 'Ignored')} />}
      {special !== null && <Badge color="purple" icon="info-circle" text={specialText(special)} />}
    </Stack>
  );
}

function unknown(): string {
  return t('address.unknown', 'Unknown');
}
