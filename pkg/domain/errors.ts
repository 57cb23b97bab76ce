import type { ErrorCode, UnreachableReason } from '../contract/errors';

/** A failure with a code of the contract: services throw it, one place maps it to an answer. */
export class BanguiError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Record<string, unknown> = {},
    options?: ErrorOptions
  ) {
    super(message, options);
    this.name = 'BanguiError';
  }
}

/** The archive can never take what it was given: its content is at fault, and nothing of it was kept. */
export class ArchiveRefusal extends BanguiError {
  constructor(message: string, details: Record<string, unknown>, cause: unknown) {
    super('DATABASE_UNAVAILABLE', message, details, { cause });
  }
}

export function invalidInput(field: string, message: string): BanguiError {
  return new BanguiError('INVALID_INPUT', message, { field });
}

const REMEDY: Record<UnreachableReason, string> = {
  not_running: 'fail2ban is not running: its socket does not exist. Start it, for example with "systemctl start fail2ban".',
  stale_socket: 'fail2ban has crashed: its socket is there, but nobody listens. Start it again with "systemctl restart fail2ban", or by hand with "fail2ban-client -x start".',
  permission_denied: 'The sidecar may not open the fail2ban socket. Run it as root, or give its user access to the socket.',
  refused_busy: 'fail2ban is busy and takes no further connection. It will answer when its running command has ended.',
  connection_lost: 'fail2ban closed the connection. It is probably stopping or restarting.',
};

/** fail2ban cannot be reached; `reason` says why and the message says what to do about it. */
export class Fail2banUnreachable extends BanguiError {
  constructor(
    readonly reason: UnreachableReason,
    options?: ErrorOptions
  ) {
    super('FAIL2BAN_UNREACHABLE', REMEDY[reason], { reason }, options);
  }
}

/** fail2ban understood and said no; `words` are its own. */
export class Fail2banRejected extends BanguiError {
  constructor(
    readonly exceptionClass: string,
    readonly words: string
  ) {
    super('FAIL2BAN_REJECTED', `fail2ban refused: ${words}`, { fail2ban: words, exception: exceptionClass });
  }
}
