import type { BanRequest, JailOutcome, Operation, UnbanRequest } from '../../pkg/contract/bans';
import { FOLLOW_MS } from '../constants';
import type { ApiError } from './ApiError';
import { getOperation, postBan, postUnban } from './endpoints';
import { toApiError } from './toApiError';

export type Change = { kind: 'ban'; request: BanRequest } | { kind: 'unban'; requests: UnbanRequest[] };

/** What became of a change, jail by jail. */
export interface ChangeResult {
  kind: Operation['kind'];
  outcomes: JailOutcome[];
}

export type OnProgress = (operation: Operation) => void;

/** Sends a change and waits for its end, also when that takes longer than the API's answer. Throws ApiError when nothing was done. */
export async function carryOut(uid: string, change: Change, onProgress: OnProgress): Promise<ChangeResult> {
  if (change.kind === 'ban') {
    return { kind: 'ban', outcomes: outcomesOf(await follow(uid, await postBan(uid, change.request), onProgress)) };
  }
  const outcomes: JailOutcome[] = [];
  for (const [index, request] of change.requests.entries()) {
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
  return { kind: 'unban', outcomes };
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

/** A change that failed as a whole after its answer has no outcome of its own to tell why. */
function outcomesOf({ outcomes, error }: Operation): JailOutcome[] {
  return error === null ? outcomes : [...outcomes, { jail: null, requested: 0, changed: 0, error }];
}

function failed({ addresses, jails }: UnbanRequest, { message }: ApiError): JailOutcome {
  return { jail: jails?.length === 1 ? (jails[0] ?? null) : null, requested: addresses.length, changed: 0, error: message };
}
