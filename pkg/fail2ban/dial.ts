import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import type { Fail2banUnreachable } from '../domain/errors';
import type { Clock } from '../services/ports/clock';
import type { Logger } from '../services/ports/logger';
import { unreachable } from './unreachable';

interface DialOptions {
  socketPath: string;
  clock: Clock;
  logger: Logger;
  /** How long a refusal for lack of room is worth another try. */
  patienceMs: number;
  onOpen(socket: Socket): void;
  onFailure(error: Fail2banUnreachable): void;
}

const FIRST_DELAY_MS = 5;
const MAX_DELAY_MS = 250;

/**
 * Connects, and calls exactly one of `onOpen` and `onFailure`, unless the returned function cancels it first.
 * fail2ban lets two connections wait; while it works, the kernel refuses the next one at once with EAGAIN, which passes.
 */
export function dial({ socketPath, clock, logger, patienceMs, onOpen, onFailure }: DialOptions): () => void {
  const startedAt = clock.ticks();
  let cancel = () => {};

  function attempt(number: number): void {
    const socket = createConnection({ path: socketPath });
    const fail = (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EAGAIN' || clock.ticks() - startedAt >= patienceMs) {
        onFailure(unreachable(error));
        return;
      }
      const delayMs = Math.round(Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (number - 1)) * (0.5 + Math.random()));
      logger.info('fail2ban_connect_retry', { attempt: number, delay_ms: delayMs, code: error.code });
      cancel = clock.after(delayMs, () => attempt(number + 1));
    };
    const succeed = () => {
      socket.off('error', fail);
      onOpen(socket);
    };
    socket.once('error', fail);
    socket.once('connect', succeed);
    cancel = () => socket.off('error', fail).off('connect', succeed).on('error', () => {}).destroy();
  }

  attempt(1);
  return () => cancel();
}
