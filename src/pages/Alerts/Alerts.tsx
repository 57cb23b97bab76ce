import { Trans } from '@grafana/i18n';
import { Stack, Text, TextLink } from '@grafana/ui';
import { useMemo } from 'react';
import { useAlertRules } from '../../api/useAlertRules';
import { HostPage } from '../../components/HostPage';
import { QueryRegion } from '../../components/QueryRegion';
import { useHost } from '../../components/useHost';
import { RulesOfHost } from './RulesOfHost';

/** The alert rules of one host: which Grafana has, how they differ, how they are; made, changed and removed from here. */
export function Alerts() {
  return <HostPage>{(uid) => <AlertsOf key={uid} uid={uid} />}</HostPage>;
}

function AlertsOf({ uid }: { uid: string }) {
  const { hosts } = useHost();
  const rules = useAlertRules();
  const name = hosts.find((host) => host.uid === uid)?.name ?? uid;
  const target = useMemo(() => ({ uid, name }), [uid, name]);
  return (
    <Stack direction="column" gap={2}>
      <Stack direction="column" gap={0.5}>
        <Text element="p" color="secondary">
          <Trans i18nKey="alerts.whose">A rule of Grafana asks one host. Those of this host are made here with your rights in Grafana; afterwards they are yours to edit like any other.</Trans>
        </Text>
        <Text element="p" color="secondary">
          <Trans i18nKey="alerts.who-hears">Who hears of an alert is not changed from here: send what carries the label source=bangui to a contact point.</Trans>{' '}
          <TextLink href="/alerting/routes">
            <Trans i18nKey="alerts.policies">Notification policies</Trans>
          </TextLink>
        </Text>
      </Stack>
      <QueryRegion query={rules}>{(stored) => <RulesOfHost target={target} stored={stored} />}</QueryRegion>
    </Stack>
  );
}
