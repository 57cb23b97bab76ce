import type { Fail2banEvent } from '../../domain/fail2banEvent';
import { isScratchJail } from '../../domain/jailName';
import { jailOfMessage } from './jailOfMessage';
import { readFailedAction } from './readFailedAction';
import { readJailMessage } from './readJailMessage';
import type { LogClock } from './createLogClock';

/** A whole record of fail2ban's log; `at` in UTC epoch seconds. The message may have several lines. */
export interface LogRecord {
  at: number;
  level: string;
  message: string;
}

const MAX_DETAIL = 1000;
const JAIL_LIFE = /^Jail (['"])(.+)\1 (started|stopped|reloaded)$/;
const CREATED = /^Creating new jail (['"])(.+)\1$/;
const STARTING = /^Starting Fail2ban v(\S+)$/;
const SKIPPED = /^Jail (['"])(.+?)\1 skipped, because of wrong configuration: (.*)$/s;
// A failed stream command is logged in full, 20 kB and more; what fail2ban answered comes last.
const COMMAND_FAILED = /^Command (.*) has failed\. Received (.*)$/s;
/** Of a configuration that was only tried out. */
const TRIED_OUT = /^Command \[(['"])(?:set|multi-set|add|stop)\1, (['"])(zz-scratch[^'"]*)\2/;
const LIFE = { started: 'jailStarted', stopped: 'jailStopped', reloaded: 'jailReloaded' } as const;

/** What a record tells; null for all that is no event. An unban is taken for a real one. */
export function readEvent(record: LogRecord, clock: Pick<LogClock, 'near'>): Fail2banEvent | null {
  const { at, level, message } = record;
  // A command in full may name any jail behind its own.
  const of = message.startsWith('Command [') ? TRIED_OUT.exec(message)?.[3] : jailOfMessage(firstLine(message));
  if (isScratchJail(of ?? '')) {
    return null;
  }
  if (message.startsWith('[')) {
    const event = readJailMessage(message, at, clock);
    if (event) {
      return event;
    }
  }
  return (level === 'INFO' ? readLife(firstLine(message), at) : null) ?? (level === 'INFO' || level === 'NOTICE' ? null : readFailure(record));
}

function readLife(message: string, at: number): Fail2banEvent | null {
  const [, , jail = '', what] = JAIL_LIFE.exec(message) ?? [];
  if (what === 'started' || what === 'stopped' || what === 'reloaded') {
    return { kind: LIFE[what], at, jail };
  }
  const created = CREATED.exec(message)?.[2];
  if (created !== undefined) {
    return { kind: 'jailCreated', at, jail: created };
  }
  const version = STARTING.exec(message)?.[1];
  if (version !== undefined) {
    return { kind: 'serverStarted', at, version };
  }
  return message === 'Shutdown in progress...' ? { kind: 'serverStopping', at } : message === 'Exiting Fail2ban' ? { kind: 'serverStopped', at } : null;
}

function readFailure({ at, level, message }: LogRecord): Fail2banEvent | null {
  const [, , skipped, why = ''] = SKIPPED.exec(message) ?? [];
  if (skipped !== undefined) {
    return { kind: 'jailSkipped', at, jail: skipped, detail: cut(why) };
  }
  // A warning up to 0.11, an error since.
  const [, command = '', received] = COMMAND_FAILED.exec(message) ?? [];
  if (received !== undefined) {
    return { kind: 'commandFailed', at, detail: cut(`${received.slice(0, MAX_DETAIL / 2)}: ${command}`) };
  }
  if (level !== 'ERROR' && level !== 'CRITICAL') {
    return null;
  }
  const failed = readFailedAction(message);
  const jail = /^\[([^\]]+)\] /.exec(message)?.[1] ?? null;
  return failed ? { kind: 'actionFailed', at, ...failed, detail: cut(failed.detail) } : { kind: 'otherError', at, level, jail, detail: cut(message) };
}

function cut(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > MAX_DETAIL ? `${trimmed.slice(0, MAX_DETAIL - 1)}…` : trimmed;
}

function firstLine(message: string): string {
  const end = message.indexOf('\n');
  return end < 0 ? message : message.slice(0, end);
}
