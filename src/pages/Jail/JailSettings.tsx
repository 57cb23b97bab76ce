import { t } from '@grafana/i18n';
import { useState } from 'react';
import type { Jail } from '../../../pkg/contract/jails';
import { useConfigJail } from '../../api/configQueries';
import type { Rights } from '../../api/useRights';
import { Fact, Facts } from '../../components/Facts';
import { formatBanTime, formatSpan } from '../../components/formatTime';
import { RoleButton } from '../../components/RoleButton';
import { Section } from '../../components/Section';
import { FileDifference } from './FileDifference';
import { ParametersDialog } from './ParametersDialog';

/** What a running jail runs with, and the way to change it without a reload. */
export function JailSettings({ uid, jail, rights }: { uid: string; jail: Jail; rights: Rights }) {
  const [isEdited, setEdited] = useState(false);
  const options = useConfigJail(uid, jail.name, rights.can('read')).data?.options ?? [];
  const differenceOf = (name: string) => <FileDifference uid={uid} jail={jail} option={options.find((option) => option.name === name)} />;
  return (
    <Section
      title={t('jail.settings', 'Settings')}
      link={
        <RoleButton rights={rights} action="configure" icon="edit" size="sm" variant="secondary" onClick={() => setEdited(true)}>
          {t('jail.change-settings', 'Change while it runs…')}
        </RoleButton>
      }
    >
      <Facts>
        <Fact name={t('jail.max-retry', 'Failures allowed')}>{jail.maxRetry.toLocaleString()} {differenceOf('maxretry')}</Fact>
        <Fact name={t('jail.find-time', 'Counted within')}>{formatSpan(jail.findTime)} {differenceOf('findtime')}</Fact>
        <Fact name={t('jail.ban-time', 'Ban time')}>{formatBanTime(jail.banTime)} {differenceOf('bantime')}</Fact>
        <Fact name={t('jail.escalates', 'Repeated bans')}>
          {jail.escalates ? t('jail.escalates-yes', 'grow longer') : t('jail.escalates-no', 'last as long as the first')}
        </Fact>
      </Facts>
      {isEdited && <ParametersDialog uid={uid} jail={jail.name} onClose={() => setEdited(false)} />}
    </Section>
  );
}
