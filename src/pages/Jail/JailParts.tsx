import { t } from '@grafana/i18n';
import { TextLink } from '@grafana/ui';
import type { Jail } from '../../../pkg/contract/jails';
import type { Rights } from '../../api/useRights';
import { Figures } from '../../components/Figures';
import { Section } from '../../components/Section';
import { filterLabUrl } from '../../routing';
import { JailSettings } from './JailSettings';
import { LogPreview } from './LogPreview';
import { PlainList } from './PlainList';

/** What fail2ban tells of a listed jail. */
export function JailParts({ uid, jail, rights }: { uid: string; jail: Jail; rights: Rights }) {
  return (
    <>
      <Figures
        figures={[
          [t('jails.banned', 'Banned now'), jail.currentlyBanned],
          [t('jails.banned-total', 'Banned since start'), jail.totalBanned],
          [t('jails.failed', 'Failing now'), jail.currentlyFailed],
          [t('jails.failed-total', 'Failed since start'), jail.totalFailed],
        ]}
      />
      <JailSettings uid={uid} jail={jail} rights={rights} />
      <Section title={t('jail.watches', 'Watches')} link={rights.can('configure') && <TextLink href={filterLabUrl(uid, { jail: jail.name })}>{t('jail.try-filter', 'Try its filter')}</TextLink>}>
        <PlainList label={t('jail.log-files', 'Log files')} items={jail.logFiles} none={t('jail.no-files', 'No log file.')} />
        <PlainList label={t('jail.journal', 'Journal matches')} items={jail.journalMatches} none={t('jail.no-journal', 'Nothing of the journal.')} />
        {rights.can('configure') && jail.logFiles.length > 0 && <LogPreview uid={uid} jail={jail.name} />}
      </Section>
      <Section title={t('jail.actions', 'Actions')}>
        <PlainList label={t('jail.actions', 'Actions')} items={jail.actions} none={t('jail.no-actions', 'No action: it bans on paper only.')} />
      </Section>
    </>
  );
}
