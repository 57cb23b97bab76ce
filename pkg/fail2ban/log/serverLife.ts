import type { LogRecord } from './readEvent';

/** What has to be known of the past of a log to understand the next record. */
export interface ServerLife {
  /** From 1.1.1 on a stop is told by "Repeal Ban", so that an unban is never one. */
  repeals: boolean;
  /** All jails are being stopped. */
  stopping: boolean;
}

export const UNKNOWN_LIFE: ServerLife = { repeals: false, stopping: false };

const VERSION = /^(?:Starting Fail2ban|Start Fail2ban|Changed logging target to .* for Fail2ban) v(\d+)\.(\d+)\.(\d+)/;
const STOPPING = /^(?:Shutdown in progress\.\.\.|Stopping all jails)$/;
const RUNNING = /^(?:Exiting Fail2ban$|Creating new jail |Jail .* started$)/;

/** Returns the same object when nothing changed. */
export function followLife(life: ServerLife, { message }: Pick<LogRecord, 'message'>): ServerLife {
  if (message.startsWith('[')) {
    return !life.repeals && /^\[[^\]]+\] Repeal Ban /.test(message) ? { ...life, repeals: true } : life;
  }
  const [, major, minor, patch] = VERSION.exec(message) ?? [];
  if (major !== undefined) {
    const repeals = Number(major) * 10_000 + Number(minor) * 100 + Number(patch) >= 10_101;
    return { repeals, stopping: message.startsWith('Starting') ? false : life.stopping };
  }
  if (life.stopping) {
    return RUNNING.test(message) ? { ...life, stopping: false } : life;
  }
  return STOPPING.test(message) ? { ...life, stopping: true } : life;
}
