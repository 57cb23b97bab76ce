import { hasRole } from '../../contract/roles';
import type { Admit } from '../context/admission';
import { principalOf } from '../context/principalOf';
import type { PluginRequest, StreamStatusResponse } from '../protocol/messages';
import { noDataSource } from './handlers';

/** Demands Viewer itself, as Grafana lets the role None through. No channel exists yet. */
export function createSubscribeStream({ admit }: { admit: Admit }): (request: PluginRequest) => StreamStatusResponse {
  return (request) => {
    const admission = admit(request);
    if (admission.kind === 'noDataSource') {
      throw noDataSource();
    }
    const allowed = admission.kind === 'admitted' && hasRole(principalOf(admission.context).role, 'Viewer');
    return { status: allowed ? 'NOT_FOUND' : 'PERMISSION_DENIED' };
  };
}
