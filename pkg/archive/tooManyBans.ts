import { BanguiError } from '../domain/errors';

const CODE = /^TOO_MANY_BANS(?:_(\d+))?$/;

/** More bans would have to be gone through than one call may. `reached`: none was missed that began then or later. */
export class TooManyBans extends Error {
  /** All of an error that crosses threads are its message and its code. */
  readonly code: string;

  constructor(reached?: number) {
    super('The window has too many bans to go through them one by one: narrow the window or the filter.');
    this.name = 'TooManyBans';
    this.code = reached === undefined ? 'TOO_MANY_BANS' : `TOO_MANY_BANS_${reached}`;
  }
}

/** What the contract says of it; null for any other error. */
export function tooManyBansOf(error: unknown): BanguiError | null {
  const code = error instanceof Error && 'code' in error ? CODE.exec(String(error.code)) : null;
  if (!code || !(error instanceof Error)) {
    return null;
  }
  return new BanguiError('INVALID_INPUT', error.message, { field: 'from', ...(code[1] !== undefined && { reached: Number(code[1]) }) });
}
