import { BanguiError } from '../../domain/errors';

/** Ends every request and reply. fail2ban neither escapes nor counts, so it must not occur inside one. */
export const END = Buffer.from('<F2B_END_COMMAND>');

/** fail2ban sets no limit, but needs quadratic time for large requests and answers nobody meanwhile. */
export const MAX_REQUEST_BYTES = 1_000_000;

/** A ban list of 100,000 addresses with times has 7 MB. */
export const MAX_REPLY_BYTES = 64 * 1024 * 1024;

export function protocolError(what: string): BanguiError {
  return new BanguiError('FAIL2BAN_PROTOCOL_ERROR', `fail2ban sent a reply that BanGUI does not understand: ${what}.`);
}
