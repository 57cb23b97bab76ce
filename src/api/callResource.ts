import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { toApiError } from './toApiError';

export interface ResourceRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  params?: Record<string, unknown>;
  data?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The only way to the sidecar: through the data source `uid`, in the name of the person who is logged in. Throws ApiError. */
export async function callResource<T>(uid: string, path: string, { method = 'GET', params, data, headers, signal }: ResourceRequest = {}): Promise<T> {
  try {
    const reply = await lastValueFrom(
      getBackendSrv().fetch<T>({
        url: resourcePath(uid, path),
        method,
        params,
        data,
        headers,
        abortSignal: signal,
        showErrorAlert: false,
        showSuccessAlert: false,
      })
    );
    return reply.data;
  } catch (error) {
    throw toApiError(error);
  }
}

/** Where Grafana serves a resource of the data source `uid`. */
export function resourcePath(uid: string, path: string): string {
  return `/api/datasources/uid/${encodeURIComponent(uid)}/resources${path}`;
}
