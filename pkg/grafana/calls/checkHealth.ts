import type { Status } from '../../contract/status';
import type { Admit } from '../context/admission';
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
  const { state, up, reason, message, since, version, sidecarVersion, totals } = status;
  const details = { state, reason, since, version, jails: totals?.jails ?? null, sidecarVersion };
  if (state === 'unknown') {
    return { status: 'UNKNOWN', message: 'fail2ban is not yet probed: the sidecar has only just started. Try again in a moment.', details };
  }
  if (up === 1) {
    return { status: 'OK', message: message ? `${summary(status)}. ${message}` : summary(status), details };
  }
  return { status: 'ERROR', message: `fail2ban is ${state}`, details: { ...details, verboseMessage: message } };
}

type CheckHealthDeps = Pick<PluginDeps, 'status' | 'sidecarVersion'> & { admit: Admit };

/** What "Save & test" of the data source says. */
export function createCheckHealth({ admit, status, sidecarVersion }: CheckHealthDeps): (request: PluginRequest) => CheckHealthResponse {
  function judge(request: PluginRequest): Health {
    const admission = admit(request);
    switch (admission.kind) {
      case 'noDataSource':
        return { status: 'UNKNOWN', message: `BanGUI sidecar ${sidecarVersion}`, details: { sidecarVersion } };
      case 'refused':
        return {
          status: 'ERROR',
          message: 'The sidecar does not accept the token of this data source',
          details: { error_code: admission.error.code, verboseMessage: admission.error.message },
        };
      case 'admitted':
        return healthOf(status());
    }
  }

  return (request) => {
    const { details, ...health } = judge(request);
    return { ...health, jsonDetails: Buffer.from(JSON.stringify(details)) };
  };
}
