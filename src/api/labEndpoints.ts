import type { DryRun, FilterSample, JailLogs, KeptSamples, LabFilter, LabRun, LabSource, LogLines, SamplesRun } from '../../pkg/contract/filterLab';
import { ROUTES } from '../../pkg/contract/routes';
import { callResource } from './callResource';

type Candidate = Extract<LabFilter, { candidate: unknown }>['candidate'];

export interface LabRequest {
  filter: LabFilter;
  source: LabSource;
}

/** What is left out is as the jail has it; times in seconds. */
export interface DryRunRequest {
  filter?: LabFilter;
  findTime?: number;
  maxRetry?: number;
}

export function postLabRun(uid: string, data: LabRequest): Promise<LabRun> {
  return callResource(uid, ROUTES.labRun, { method: 'POST', data });
}

export function getSamples(uid: string, filter: string, signal?: AbortSignal): Promise<KeptSamples> {
  return callResource(uid, ofFilter(ROUTES.labSamples, filter), { signal });
}

export function putSamples(uid: string, filter: string, data: { samples: readonly FilterSample[]; expected: string }): Promise<KeptSamples> {
  return callResource(uid, ofFilter(ROUTES.labSamples, filter), { method: 'PUT', data });
}

/** By the saved filter in its mode, or by a candidate. */
export function postSamplesRun(uid: string, filter: string, data: { candidate: Candidate | null; mode: string | null }): Promise<SamplesRun> {
  return callResource(uid, ofFilter(ROUTES.labSamplesRun, filter), { method: 'POST', data });
}

export function postDryRun(uid: string, jail: string, data: DryRunRequest): Promise<DryRun> {
  return callResource(uid, ofJail(ROUTES.jailDryRun, jail), { method: 'POST', data });
}

export function getJailLogs(uid: string, jail: string, signal?: AbortSignal): Promise<JailLogs> {
  return callResource(uid, ofJail(ROUTES.jailLogs, jail), { signal });
}

export function getLogLines(uid: string, jail: string, file: string, lines: number): Promise<LogLines> {
  return callResource(uid, ofJail(ROUTES.jailLogLines, jail), { params: { file, lines } });
}

function ofFilter(route: string, filter: string): string {
  return route.replace(':name', () => encodeURIComponent(filter));
}

function ofJail(route: string, jail: string): string {
  return route.replace(':jail', () => encodeURIComponent(jail));
}
