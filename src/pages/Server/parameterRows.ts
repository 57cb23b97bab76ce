import { t } from '@grafana/i18n';
import type { GlobalConfig } from '../../../pkg/contract/configServer';
import { secondsOf } from '../../../pkg/contract/secondsOf';
import { formatSpan } from '../../components/formatTime';

export interface ParameterRow {
  id: string;
  name: string;
  running: string | null;
  configured: string | null;
  differs: boolean;
}

/** What the server runs with beside what its files say, in words. */
export function parameterRows({ databaseFile, logLevel, logTarget, purgeAge, maxMatches }: GlobalConfig): ParameterRow[] {
  const text = (id: string, name: string, { running, configured }: GlobalConfig['logLevel']): ParameterRow => ({ id, name, running, configured, differs: configured !== null && running !== null && running !== configured });
  const number = (id: string, name: string, { running, configured }: GlobalConfig['purgeAge'], shown: string | null): ParameterRow => ({
    id,
    name,
    running: shown,
    configured,
    differs: running !== null && (secondsOf(configured ?? '') ?? running) !== running,
  });
  return [
    text('logLevel', t('server.log-level', 'Log level'), logLevel),
    text('logTarget', t('server.log-target', 'Log target'), logTarget),
    text('database', t('server.database', 'Database'), databaseFile),
    number('purgeAge', t('server.purge-age', 'Bans are kept for'), purgeAge, purgeAge.running === null ? null : formatSpan(purgeAge.running)),
    number('maxMatches', t('server.max-matches', 'Log lines kept of a ban'), maxMatches, maxMatches.running?.toLocaleString() ?? null),
  ];
}
