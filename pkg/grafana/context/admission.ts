import { BanguiError } from '../../domain/errors';
import type { Logger } from '../../services/ports/logger';
import type { PluginContext, PluginRequest } from '../protocol/messages';
import { tokenMatches } from './tokenMatches';

const TOKEN_MISMATCH =
  'The token of this data source is not the one of the sidecar. Enter the content of the sidecar’s token file in the settings of the data source.';

const REPORTED_MAX = 1000;

type Admission = { kind: 'noDataSource' } | { kind: 'refused'; error: BanguiError } | { kind: 'admitted'; context: PluginContext };
export type Admit = (request: PluginRequest) => Admission;

interface AdmissionDeps {
  acceptedTokens(): readonly string[];
  logger: Logger;
}

/** Only a data source that carries the sidecar's token is served; a wrong one is logged once per saved version of it. */
export function createAdmission({ acceptedTokens, logger }: AdmissionDeps): Admit {
  const reported = new Map<string, number>();

  function report(orgId: number, uid: string, updated: number): void {
    const key = `${orgId}/${uid}`;
    if (reported.get(key) !== updated) {
      if (reported.size >= REPORTED_MAX) {
        reported.clear();
      }
      reported.set(key, updated);
      logger.warn('grafana_token_mismatch', { org_id: orgId, datasource_uid: uid });
    }
  }

  return ({ pluginContext }) => {
    const settings = pluginContext?.dataSourceInstanceSettings;
    if (!pluginContext || !settings) {
      return { kind: 'noDataSource' };
    }
    if (!tokenMatches(settings.decryptedSecureJsonData.token ?? '', acceptedTokens())) {
      report(pluginContext.orgId, settings.uid, settings.lastUpdatedMS);
      return { kind: 'refused', error: new BanguiError('SIDECAR_TOKEN_MISMATCH', TOKEN_MISMATCH) };
    }
    return { kind: 'admitted', context: pluginContext };
  };
}
