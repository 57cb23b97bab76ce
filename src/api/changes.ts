import type { BanRequest, JailOutcome, Operation, UnbanRequest } from '../../pkg/contract/bans';
import type { JailChange } from '../../pkg/contract/jailControl';
import { FOLLOW_MS } from '../constants';
import type { ApiError } from './ApiError';
import { getOperation, postBan, postJailIdle, postJailStart, postJailStop, postUnban } from './endpoints';
import { postReload, postRestart, postRollback } from './serverEndpoints';
import { toApiError } from './toApiError';

export type JailAct = { kind: 'stop_jail' | 'start_jail'; jail: string } | { kind: 'idle_jail'; jail: string; on: boolean };
export type ServerAct = { kind: 'reload'; jail: string | null } | { kind: 'restart' | 'rollback' };
export type Change = { kind: 'ban'; request: BanRequest } | { kind: 'unban'; requests: UnbanRequest[] } | JailAct | ServerAct;

/** What became of a change, jail by jail. */
export interface ChangeResult {
  kind: Change['kind'];
  outcomes: JailOutcome[];
  jailChange?: JailChange;
}

export type OnProgress = (operation: Operation) => void;

/** Sends a change and waits for its end, also when that takes longer than the API's answer. Throws ApiError when nothing was done. */
export async function carryOut(uid: string, change: Change, onProgress: OnProgress): Promise<ChangeResult> {
  switch (change.kind) {
    case 'ban':
      return resultOf(change, await follow(uid, await postBan(uid, change.request), onProgress));
    case 'unban':
      return { kind: 'unban', outcomes: await unbanAll(uid, change.requests, onProgress) };
    default:
      return resultOf(change, await follow(uid, await send(uid, change), onProgress));
  }
}

function send(uid: string, act: JailAct | ServerAct): Promise<Operation> {
  switch (act.kind) {
    case 'stop_jail':
      return postJailStop(uid, act.jail);
    case 'start_jail':
      return postJailStart(uid, act.jail);
    case 'idle_jail':
      return postJailIdle(uid, act.jail, act.on);
    case 'reload':
      return postReload(uid, act.jail);
    case 'restart':
      return postRestart(uid);
    case 'rollback':
      return postRollback(uid);
  }
}

async function unbanAll(uid: string, requests: readonly UnbanRequest[], onProgress: OnProgress): Promise<JailOutcome[]> {
  const outcomes: JailOutcome[] = [];
  for (const [index, request] of requests.entries()) {
    try {
      outcomes.push(...outcomesOf(await follow(uid, await postUnban(uid, request), onProgress)));
    } catch (thrown) {
      const error = toApiError(thrown);
      if (index === 0) {
        throw error;
      }
      outcomes.push(failed(request, error));
    }
  }
  return outcomes;
}

async function follow(uid: string, started: Operation, onProgress: OnProgress): Promise<Operation> {
  let operation = started;
  while (operation.state === 'running') {
    onProgress(operation);
    await new Promise((resolve) => setTimeout(resolve, FOLLOW_MS));
    operation = await getOperation(uid, operation.id);
  }
  return operation;
}

function resultOf({ kind }: Change, operation: Operation): ChangeResult {
  return { kind, outcomes: outcomesOf(operation), jailChange: operation.jailChange };
}

/** A change that failed as a whole after its answer has no outcome of its own to tell why. */
function outcomesOf({ outcomes, error }: Operation): JailOutcome[] {
  return error === null ? outcomes : [...outcomes, { jail: null, requested: 0, changed: 0, error }];
}

function failed({ addresses, jails }: UnbanRequest, { message }: ApiError): JailOutcome {
  return { jail: jails?.length === 1 ? (jails[0] ?? null) : null, requested: addresses.length, changed: 0, error: message };
}
