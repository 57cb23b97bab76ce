import { t } from '@grafana/i18n';
import { Alert, Stack, Text, TextLink } from '@grafana/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { ConfigJail } from '../../../../pkg/contract/configReading';
import { useConfigJail } from '../../../api/configQueries';
import { Card } from '../../../components/Card';
import { Fact, Facts } from '../../../components/Facts';
import { QueryRegion } from '../../../components/QueryRegion';
import { configUrl, jailUrl } from '../../../routing';
import { useChangeDialog } from '../change/useChangeDialog';
import { ExportLink } from '../transfer/ExportLink';
import { ConfigLink } from '../ConfigLink';
import { ProblemList } from '../ProblemList';
import type { Standing } from '../standing';
import { ConfigStateBadge } from './ConfigStateBadge';
import { JailButtons } from './JailButtons';
import { questionOf } from './jailChanges';
import { JailOptions } from './JailOptions';
import { NewJailDialog } from './NewJailDialog';
import { useRunning } from './useRunning';

/** One jail of the configuration: what holds for it, where that is written, and changes of it. */
export function JailPage({ standing, name }: { standing: Standing; name: string }) {
  const jail = useConfigJail(standing.uid, name);
  return <QueryRegion query={jail}>{(data) => <JailOf standing={standing} jail={data} />}</QueryRegion>;
}

function JailOf({ standing, jail }: { standing: Standing; jail: ConfigJail }) {
  const { uid } = standing;
  const navigate = useNavigate();
  const running = useRunning(uid)(jail.name);
  const runs = running.bans !== null;
  const { choose, dialog } = useChangeDialog(uid);
  const [copying, setCopying] = useState(false);
  const summary = { ...jail, filter: jail.filter?.name ?? null, actions: jail.actions.map(({ action }) => action) };
  return (
    <Stack direction="column" gap={2}>
      <Card label={t('config-jail.title', 'The jail in the configuration')}>
        <Stack direction="row" gap={2} wrap="wrap" alignItems="center" justifyContent="space-between">
          <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
            <Text element="h2" variant="h4">
              {jail.name}
            </Text>
            <ConfigStateBadge jail={jail} running={running} />
            <ExportLink standing={standing} jail={jail.name} />
          </Stack>
          <JailButtons
            jail={summary}
            standing={standing}
            onChange={(act, one) => choose({ ...questionOf(act, one, running.bans), onDone: act === 'delete' ? () => navigate(configUrl(uid, 'jails')) : undefined })}
            onCopy={() => setCopying(true)}
          />
        </Stack>
        <Facts>
          {jail.filter && (
            <Fact name={t('config-jails.filter', 'Filter')}>
              <ConfigLink standing={standing} tab="filters" name={jail.filter.name} />
            </Fact>
          )}
          {jail.actions.length > 0 && <Fact name={t('config.actions', 'Actions')}>{jail.actions.map(({ name }) => name).join(', ')}</Fact>}
          {jail.logFiles.length > 0 && <Fact name={t('config-jail.logs', 'Log files')}>{jail.logFiles.join(', ')}</Fact>}
          {runs && (
            <Fact name={t('config-jail.running', 'Running')}>
              <TextLink href={jailUrl(uid, jail.name)}>{t('config-jail.to-running', 'How it is doing')}</TextLink>
            </Fact>
          )}
        </Facts>
      </Card>
      <ProblemList standing={standing} problems={jail.problems} />
      {jail.state === 'active' && running.missing && (
        <Alert severity="error" title={t('config-jail.missing', 'The configuration enables this jail, and fail2ban does not run it')}>
          {running.missing.words}
        </Alert>
      )}
      {jail.withheld && <Alert severity="info" title={t('config-jail.withheld', 'Options that hold commands are shown to Admins only')} />}
      <JailOptions standing={standing} jail={jail} isRunning={runs} choose={choose} />
      {copying && (
        <NewJailDialog
          uid={uid}
          from={jail.name}
          isOpen={dialog === null}
          onClose={() => setCopying(false)}
          onChosen={choose}
        />
      )}
      {dialog}
    </Stack>
  );
}
