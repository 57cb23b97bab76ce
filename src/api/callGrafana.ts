import type { BackendSrvRequest } from '@grafana/runtime';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import type { FailureKind } from './ApiError';
import { ApiError } from './ApiError';

type GrafanaRequest = Pick<BackendSrvRequest, 'method' | 'params' | 'data' | 'headers' | 'abortSignal' | 'responseType'>;

/** Grafana's own HTTP API, in the name of the person who is logged in. Throws ApiError; `forbidden` is the kind of a refusal. */
export async function callGrafana<T>(url: string, forbidden: FailureKind, request: GrafanaRequest = {}): Promise<T> {
  try {
    const reply = await lastValueFrom(getBackendSrv().fetch<T>({ method: 'GET', ...request, url, showErrorAlert: false, showSuccessAlert: false }));
    return reply.data;
  } catch (error) {
    throw toGrafanaError(error, forbidden);
  }
}

/** What Grafana says of itself: unlike a resource call, a 404 or a 5xx is not the sidecar's. */
export function toGrafanaError(thrown: unknown, forbidden: FailureKind): ApiError {
  const { status, data } = isRecord(thrown) ? thrown : {};
  const known = typeof status === 'number' && status > 0 ? status : 0;
  return new ApiError(kindOf(known, forbidden), null, messageOf(data), known);
}

/** Where an answer was asked for as text, so is the refusal. */
function messageOf(data: unknown): string {
  if (typeof data === 'string') {
    try {
      return messageOf(JSON.parse(data) as Record<string, unknown>);
    } catch {
      return data;
    }
  }
  return isRecord(data) && typeof data.message === 'string' ? data.message : '';
}

function kindOf(status: number, forbidden: FailureKind): FailureKind {
  switch (status) {
    case 0:
      return 'grafana_unreachable';
    case 401:
    case 403:
      return forbidden;
    case 404:
      return 'not_found';
    case 409:
    case 412:
      return 'conflict';
    case 429:
      return 'rate_limited';
    default:
      return status >= 500 ? 'grafana_failed' : 'invalid';
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
