import type { Status } from '../../contract/status';
import type { Admit } from '../context/admission';
import { refusalOf } from '../context/refusal';
import type { PluginDeps } from '../ports';
import type { CheckHealthResponse, PluginRequest } from '../protocol/messages';

interface Health {
  status: CheckHealthResponse['status'];
  message: string;
  details: Record<string, unknown>;
}

function summary({ state, version, totals }: Status): string {
  const server = version ? `fail2ban ${version}` : 'fail2ban';
  const counts = totals ? `: ${totals.jails} jails, ${totals.currentlyBanned} addresses banned` : '';
  return `${server} is ${state}${counts}`;
}

function healthOf(status: Status): Health {
  const { state, up, reason, message, since, version, sidecarVersion, totals, limits = [] } = status;
  const details = { state, reason, since, version, jails: totals?.jails ?? null, sidecarVersion, limits };
  if (state === 'unknown') {
    return { status: 'UNKNOWN', message: 'fail2ban is not yet probed: the sidecar has only just started. Try again in a moment.', details };
  }
  if (up === 1) {
    const sentences = [summary(status), message, limits.length > 0 ? `Switched off here: ${limits.map(({ capability }) => capability).join(', ')}` : ''];
    return { status: 'OK', message: sentences.filter(Boolean).join('. '), details };
  }
  return { status: 'ERROR', message: message ? `fail2ban is ${state}. ${message}` : `fail2ban is ${state}`, details };
}

type CheckHealthDeps = Pick<PluginDeps, 'status' | 'sidecarVersion' | 'logger'> & { admit: Admit };

/** What "Save & test" of the data source says. */
export function createCheckHealth({
  admit,
  status,
  sidecarVersion,
  logger,
}: CheckHealthDeps): (request: PluginRequest) => Promise<CheckHealthResponse> {
  function failed(message: string, error: unknown): Health {
    const { body } = refusalOf(error, logger);
    return { status: 'ERROR', message, details: { error_code: body.error_code, verboseMessage: body.message } };
  }

  async function judge(request: PluginRequest): Promise<Health> {
    const admission = admit(request);
    switch (admission.kind) {
      case 'noDataSource':
        return { status: 'UNKNOWN', message: `BanGUI sidecar ${sidecarVersion}`, details: { sidecarVersion } };
      case 'refused':
        return failed('The sidecar does not accept the token of this data source', admission.error);
      case 'admitted':
        try {
          return healthOf(await status());
        } catch (error) {
          return failed('The sidecar cannot tell the state of fail2ban', error);
        }
    }
  }

  return async (request) => {
    const { details, ...health } = await judge(request);
    return { ...health, jsonDetails: Buffer.from(JSON.stringify(details)) };
  };
}
