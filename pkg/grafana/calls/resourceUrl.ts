import { API_PREFIX } from '../../contract/routes';
import { invalidInput } from '../../domain/errors';

/** Grafana hands the path on decoded, and the query as it came. */
export function resourceUrl(path: string, url: string): string {
  const segments = path.replace(/^\/+/, '').split('/');
  if (segments.includes('..') || segments.includes('.')) {
    throw invalidInput('path', 'The path of a resource has no "." or ".." segments.');
  }
  const query = url.split('#', 1)[0]?.split('?').slice(1).join('?') ?? '';
  return `${API_PREFIX}/${segments.map(encodeURIComponent).join('/')}${query === '' ? '' : `?${query}`}`;
}
