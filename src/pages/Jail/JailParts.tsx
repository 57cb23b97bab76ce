import { t } from '@grafana/i18n';
import type { Jail } from '../../../pkg/contract/jails';
import { Fact, Facts } from '../../components/Facts';
import { Figures } from '../../components/Figures';
import { formatBanTime, formatSpan } from '../../components/formatTime';
import { PlainList } from './PlainList';
import { Section } from '../../components/Section';

/** What fail2ban tells of a listed jail. */
export function JailParts({ jail }: { jail: Jail }) {
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
      <Section title={t('jail.settings', 'Settings')}>
        <Facts>
          <Fact name={t('jail.max-retry', 'Failures allowed')}>{jail.maxRetry.toLocaleString()}</Fact>
          <Fact name={t('jail.find-time', 'Counted within')}>{formatSpan(jail.findTime)}</Fact>
          <Fact name={t('jail.ban-time', 'Ban time')}>{formatBanTime(jail.banTime)}</Fact>
          <Fact name={t('jail.escalates', 'Repeated bans')}>
            {jail.escalates ? t('jail.escalates-yes', 'grow longer') : t('jail.escalates-no', 'last as long as the first')}
          </Fact>
        </Facts>
      </Section>
      <Section title={t('jail.watches', 'Watches')}>
        <PlainList label={t('jail.log-files', 'Log files')} items={jail.logFiles} none={t('jail.no-files', 'No log file.')} />
        <PlainList label={t('jail.journal', 'Journal matches')} items={jail.journalMatches} none={t('jail.no-journal', 'Nothing of the journal.')} />
      </Section>
      <Section title={t('jail.actions', 'Actions')}>
        <PlainList label={t('jail.actions', 'Actions')} items={jail.actions} none={t('jail.no-actions', 'No action: it bans on paper only.')} />
      </Section>
    </>
  );
}
