import type { ConfigAccess, ConfigChange, ConfigChangeAnswer, ConfigPreview, RevisionEntry } from '../../pkg/contract/configChanges';
import type { ConfigFilesResponse, ConfigFileText } from '../../pkg/contract/configFiles';
import type { ConfigDefaults, ConfigDefinition, ConfigDefinitionsResponse, ConfigJail, ConfigJailsResponse } from '../../pkg/contract/configReading';
import type { ImportChoiceInput, ImportPreview } from '../../pkg/contract/configTransfer';
import type { LiveParametersAnswer } from '../../pkg/contract/configServer';
import { ROUTES } from '../../pkg/contract/routes';
import { callResource, resourcePath } from './callResource';

/* One typed function per endpoint of the configuration; `uid` is the data source, which is the host. */

export type DefinitionKind = 'filter' | 'action';

export interface RevisionsPage {
  revisions: RevisionEntry[];
  next: number | null;
}

export function getConfigAccess(uid: string, signal?: AbortSignal): Promise<ConfigAccess> {
  return callResource(uid, ROUTES.configAccess, { signal });
}

export function getConfigJails(uid: string, signal?: AbortSignal): Promise<ConfigJailsResponse> {
  return callResource(uid, ROUTES.configJails, { signal });
}

export function getConfigJail(uid: string, jail: string, signal?: AbortSignal): Promise<ConfigJail> {
  return callResource(uid, filled(ROUTES.configJail, jail), { signal });
}

export function getConfigDefaults(uid: string, signal?: AbortSignal): Promise<ConfigDefaults> {
  return callResource(uid, ROUTES.configDefaults, { signal });
}

export function getParameters(uid: string, jail: string, signal?: AbortSignal): Promise<LiveParametersAnswer> {
  return callResource(uid, filled(ROUTES.jailParameters, jail), { signal });
}

export function getDefinitions(uid: string, kind: DefinitionKind, signal?: AbortSignal): Promise<ConfigDefinitionsResponse> {
  return callResource(uid, kind === 'filter' ? ROUTES.configFilters : ROUTES.configActions, { signal });
}

export function getDefinition(uid: string, kind: DefinitionKind, name: string, signal?: AbortSignal): Promise<ConfigDefinition> {
  return callResource(uid, filled(kind === 'filter' ? ROUTES.configFilter : ROUTES.configAction, name), { signal });
}

/** Pages are counted from 1 on. */
export function getConfigFiles(uid: string, search: string, page: number, signal?: AbortSignal): Promise<ConfigFilesResponse> {
  return callResource(uid, ROUTES.configFiles, { params: { page, ...(search === '' ? {} : { search }) }, signal });
}

export function getConfigFileText(uid: string, path: string, signal?: AbortSignal): Promise<ConfigFileText> {
  return callResource(uid, ROUTES.configFileText, { params: { path }, signal });
}

/** A change, or the restoring of a revision: of the file as it was before that, or as it was made by it. */
export type WantedChange = ConfigChange | { kind: 'restore'; id: number; to: 'before' | 'after' };

export function postPreview(uid: string, change: WantedChange, signal?: AbortSignal): Promise<ConfigPreview> {
  if (change.kind === 'restore') {
    return callResource(uid, filled(ROUTES.configRestorePreview, String(change.id)), { method: 'POST', data: { to: change.to }, signal });
  }
  return callResource(uid, ROUTES.configPreview, { method: 'POST', data: { change }, signal });
}

/** Where Grafana serves a jail as a document. */
export function exportPath(uid: string, jail: string): string {
  return resourcePath(uid, filled(ROUTES.configExport, jail));
}

export function postImportPreview(uid: string, choice: ImportChoiceInput, signal?: AbortSignal): Promise<ImportPreview> {
  return callResource(uid, ROUTES.configImportPreview, { method: 'POST', data: choice, signal });
}

/** `before` is the `next` of the page before. */
export function getRevisions(uid: string, path: string | null, before: number | null, signal?: AbortSignal): Promise<RevisionsPage> {
  return callResource(uid, ROUTES.configRevisions, { params: { limit: 25, ...(path === null ? {} : { path }), ...(before === null ? {} : { before }) }, signal });
}

/** What is asked for: a change, the restoring of a revision, or an import; `expected` is the digest that a preview told. */
export type ConfigOrder = { change: WantedChange; reason: string; expected: string | null } | ImportOrder;
type ImportOrder = ImportChoiceInput & { reason: string; expected: Array<Pick<ConfigPreview, 'path' | 'expected'>> };

/** Sent again under the same key, it tells what became of the first. */
export function postOrder(uid: string, order: ConfigOrder, key: string): Promise<ConfigChangeAnswer> {
  const headers = { 'Idempotency-Key': key };
  if ('document' in order) {
    return callResource(uid, ROUTES.configImport, { method: 'POST', data: order, headers });
  }
  const { change, reason, expected } = order;
  if (change.kind === 'restore') {
    return callResource(uid, filled(ROUTES.configRestore, String(change.id)), { method: 'POST', data: { to: change.to, reason, expected }, headers });
  }
  return callResource(uid, ROUTES.configChanges, { method: 'POST', data: order, headers });
}

function filled(route: string, value: string): string {
  return route.replace(/:\w+/, () => encodeURIComponent(value));
}
