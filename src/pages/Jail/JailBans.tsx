import { t } from '@grafana/i18n';
import { Stack, Text, TextLink } from '@grafana/ui';
import { useMemo, useState } from 'react';
import type { Ban } from '../../../pkg/contract/bans';
import { useBans } from '../../api/queries';
import type { Rights } from '../../api/useRights';
import { BanList } from '../../components/bans/BanList';
import { UnbanDialog } from '../../components/bans/UnbanDialog';
import { useBansView } from '../../components/bans/useBansView';
import { QueryRegion } from '../../components/QueryRegion';
import { historyUrl, pageUrl, toBansRequest } from '../../routing';
import { Section } from '../../components/Section';

interface JailBansProps {
  uid: string;
  name: string;
  rights: Rights;
  quiet: boolean;
}

/** The active bans of one jail; order and page live in the URL. */
export function JailBans({ uid, name, rights, quiet }: JailBansProps) {
  const { view, change } = useBansView();
  const request = useMemo(() => toBansRequest({ ...view, search: '', jails: [name] }), [view, name]);
  const bans = useBans(uid, request);
  const [toUnban, setToUnban] = useState<Ban[]>([]);
  return (
    <Section title={t('bans.title', 'Active bans')} link={<JailLinks uid={uid} name={name} />}>
      <QueryRegion query={bans} quiet={quiet}>
        {(data) => (
          <BanList
            uid={uid}
            data={data}
            view={view}
            change={change}
            rights={rights}
            refreshing={bans.isPlaceholderData}
            onUnban={setToUnban}
            ofOneJail
            empty={<Text color="secondary">{t('jail.no-bans', 'This jail bans nobody at the moment.')}</Text>}
          />
        )}
      </QueryRegion>
      {toUnban.length > 0 && <UnbanDialog uid={uid} bans={toUnban} onClose={() => setToUnban([])} />}
    </Section>
  );
}

function JailLinks({ uid, name }: { uid: string; name: string }) {
  return (
    <Stack direction="row" gap={2} wrap="wrap">
      <TextLink href={pageUrl('bans', uid, { jails: [name] })}>{t('jail.in-bans', 'Show in Bans')}</TextLink>
      <TextLink href={historyUrl(uid, { jails: [name] })}>{t('jail.in-history', 'Show in History')}</TextLink>
    </Stack>
  );
}
