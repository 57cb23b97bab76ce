import type { Socket } from 'node:net';
import { BanguiError, Fail2banUnreachable } from '../domain/errors';
import type { Clock } from '../services/ports/clock';
import type { Logger } from '../services/ports/logger';
import { createFramer } from './codec/createFramer';
import { decodeReply } from './codec/decodeReply';
import { encodeCommand } from './codec/encodeCommand';
import type { PickleValue } from './codec/pickleValue';
import { protocolError } from './codec/wire';
import type { Request } from './command';
import type { Job } from './createCommandQueue';
import { createCommandQueue } from './createCommandQueue';
import { dial } from './dial';

interface ConnectionDeps {
  socketPath: string;
  clock: Clock;
  logger: Logger;
  /** How long a busy fail2ban may refuse connections before the commands fail. */
  connectPatienceMs?: number;
  onTrouble?: (trouble: Trouble) => void;
}

/** `connect`: no connection could be opened. `request`: one broke off or was given up while an answer was due. */
export type Trouble = 'connect' | 'request';

interface Watch {
  job: Job;
  sinceMs: number;
  cancel: () => void;
}

interface Unanswered {
  command: string;
  sinceMs: number;
  kind: Request['kind'];
}

/**
 * The one connection to fail2ban: opened when something is to be sent, kept, and opened anew after a loss.
 * fail2ban serves all its clients with one thread and dies of a thousand connections, so there is never a second one.
 */
export function createConnection({ socketPath, clock, logger, connectPatienceMs = 5000, onTrouble = () => {} }: ConnectionDeps) {
  const queue = createCommandQueue();
  const lossListeners = new Set<() => void>();
  let socket: Socket | null = null;
  let cancelDial: (() => void) | null = null;
  /** Resolved when the last socket has given its descriptor back. */
  let closing: Promise<void> | null = null;
  let watch: Watch | null = null;
  /** The first command since the last answer, also when its connection was left meanwhile. */
  let unanswered: Unanswered | null = null;
  let pumpQueued = false;
  let generation = 0;
  let closed = false;

  /** Commands of one tick leave in one write. */
  function schedulePump(): void {
    if (!pumpQueued) {
      pumpQueued = true;
      queueMicrotask(() => {
        pumpQueued = false;
        pump();
      });
    }
  }

  function pump(): void {
    if (closed || closing || cancelDial || queue.isEmpty()) {
      return;
    }
    if (!socket) {
      cancelDial = dial({ socketPath, clock, logger, patienceMs: connectPatienceMs, onOpen: open, onFailure: failToOpen });
      return;
    }
    const batch = queue.send();
    if (batch.length > 0) {
      socket.write(Buffer.concat(batch.map(({ bytes }) => bytes)));
    }
    watchHead(socket);
  }

  function open(opened: Socket): void {
    const framer = createFramer();
    cancelDial = null;
    socket = opened;
    let cause: Error | undefined;
    opened.on('data', (chunk) => receive(opened, () => framer.push(chunk)));
    opened.on('error', (error) => (cause = error));
    opened.on('end', () => opened.destroy());
    opened.on('close', () => {
      if (socket === opened) {
        unanswered = null;
        if (watch) {
          onTrouble('request');
        }
        lose(new Fail2banUnreachable('connection_lost', { cause }));
        lossListeners.forEach((listener) => listener());
        schedulePump();
      }
    });
    pump();
  }

  function failToOpen(error: Fail2banUnreachable): void {
    cancelDial = null;
    onTrouble('connect');
    queue.rejectAll(error);
  }

  /** Time runs for a command from the moment when it is the first that has no answer. */
  function watchHead(current: Socket): void {
    const job = queue.head();
    if (job === watch?.job) {
      return;
    }
    watch?.cancel();
    unanswered ??= job && { command: job.request.label, sinceMs: clock.now(), kind: job.request.kind };
    watch = job && { job, sinceMs: clock.now(), cancel: clock.after(job.request.limitMs, () => setImmediate(() => giveUp(current, job))) };
  }

  /** After one more look at the socket: when this process was late itself, the answer may be waiting there. */
  function giveUp(current: Socket, job: Job): void {
    if (socket !== current || queue.head() !== job) {
      return;
    }
    const error = new BanguiError('FAIL2BAN_TIMEOUT', `fail2ban did not answer "${job.request.label}" within ${job.request.limitMs / 1000} s.`, {
      command: job.request.label,
    });
    logger.warn('fail2ban_command_timeout', { command: job.request.label, limit_ms: job.request.limitMs });
    drop(current, error);
  }

  function receive(current: Socket, nextMessages: () => Buffer[]): void {
    if (socket !== current) {
      return;
    }
    try {
      for (const message of nextMessages()) {
        const value = decodeReply(message);
        const job = queue.answered();
        if (!job) {
          throw protocolError('nobody asked for it');
        }
        unanswered = null;
        job.resolve(value);
      }
    } catch (error) {
      const failure = error instanceof BanguiError ? error : protocolError('it cannot be read');
      logger.error('fail2ban_protocol_error', { message: failure.message, command: queue.head()?.request.label });
      drop(current, failure);
      return;
    }
    pump();
    watchHead(current);
  }

  /** Fails the head and leaves the connection: a reply that still comes must find nobody. */
  function drop(current: Socket, error: Error): void {
    onTrouble('request');
    queue.answered()?.reject(error);
    lose(error);
    void shut(current).then(pump);
  }

  function lose(error: Error): void {
    socket = null;
    generation++;
    watch?.cancel();
    watch = null;
    queue.retrySent(error);
  }

  function shut(current: Socket): Promise<void> {
    const ended = new Promise<void>((resolve) => current.once('close', resolve)).then(() => {
      closing = null;
    });
    closing = ended;
    current.destroy();
    return ended;
  }

  return {
    /** The decoded reply. Rejects with Fail2banUnreachable, FAIL2BAN_TIMEOUT, FAIL2BAN_PROTOCOL_ERROR or INVALID_INPUT. */
    send(request: Request): Promise<PickleValue> {
      return new Promise((resolve, reject) => {
        if (closed) {
          throw new BanguiError('SHUTTING_DOWN', 'The sidecar is stopping.');
        }
        queue.add({ request, bytes: encodeCommand(request.argv), retried: false, resolve, reject });
        schedulePump();
      });
    },
    running: () => (watch ? { command: watch.job.request.label, sinceMs: watch.sinceMs } : null),
    unanswered: () => unanswered,
    /** Another number with each connection that has ended: what was learnt from the former one may be void. */
    generation: () => generation,
    /** Called when fail2ban, and not this side, ends an open connection, also an idle one. */
    onLost(listener: () => void): () => void {
      lossListeners.add(listener);
      return () => lossListeners.delete(listener);
    },
    /** Rejects what is under way with SHUTTING_DOWN; resolves when nothing is open any more. */
    async close(): Promise<void> {
      closed = true;
      cancelDial?.();
      cancelDial = null;
      const current = socket;
      const error = new BanguiError('SHUTTING_DOWN', 'The sidecar is stopping.');
      queue.rejectAll(error);
      if (current) {
        lose(error);
        await shut(current);
      }
      await closing;
    },
  };
}
