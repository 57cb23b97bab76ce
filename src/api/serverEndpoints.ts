import type { Operation } from '../../pkg/contract/bans';
import type { GlobalConfig, LiveParametersAnswer, LiveParametersSet, PendingRecovery, SidecarInfo } from '../../pkg/contract/configServer';
import { ROUTES } from '../../pkg/contract/routes';
import { callResource } from './callResource';

/** What is left out stays; purge age in seconds. */
export interface ServerValues {
  logLevel?: string;
  purgeAge?: number;
  maxMatches?: number;
}

export type LiveValues = Partial<Omit<LiveParametersAnswer, 'jail'>>;

export interface RecoveryAnswer {
  pending: PendingRecovery | null;
  canRestart: boolean;
}

export function getGlobalConfig(uid: string, signal?: AbortSignal): Promise<GlobalConfig> {
  return callResource(uid, ROUTES.configGlobal, { signal });
}

/** `confirm`: a yes to what the values would blind. */
export function putGlobalConfig(uid: string, values: ServerValues, confirm: boolean): Promise<GlobalConfig> {
  return callResource(uid, ROUTES.configGlobal, { method: 'PUT', data: { ...values, confirm } });
}

export function getSidecar(uid: string, signal?: AbortSignal): Promise<SidecarInfo> {
  return callResource(uid, ROUTES.configSidecar, { signal });
}

export function postLogFlush(uid: string): Promise<unknown> {
  return callResource(uid, ROUTES.configLogFlush, { method: 'POST', data: {} });
}

/** `jail` null: every enabled jail, one by one. */
export function postReload(uid: string, jail: string | null): Promise<Operation> {
  return callResource(uid, ROUTES.configReload, { method: 'POST', data: jail === null ? {} : { jail } });
}

export function postRestart(uid: string): Promise<Operation> {
  return callResource(uid, ROUTES.configRestart, { method: 'POST', data: {} });
}

/** `confirm`: a yes to ending bans. */
export function putParameters(uid: string, jail: string, values: LiveValues, confirm: boolean): Promise<LiveParametersSet> {
  return callResource(uid, ROUTES.jailParameters.replace(':jail', () => encodeURIComponent(jail)), { method: 'PUT', data: { ...values, confirm } });
}

export function getRecovery(uid: string, signal?: AbortSignal): Promise<RecoveryAnswer> {
  return callResource(uid, ROUTES.configRecovery, { signal });
}

export function postRollback(uid: string): Promise<Operation> {
  return callResource(uid, ROUTES.configRecoveryRollback, { method: 'POST', data: {} });
}

export function postDismiss(uid: string): Promise<RecoveryAnswer> {
  return callResource(uid, ROUTES.configRecoveryDismiss, { method: 'POST', data: {} });
}
