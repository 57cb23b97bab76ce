import type { PrivateJail } from '../stack/privateJail';
import type { TroubledHostInfo } from './troubledHost';

/** What the runner tells the tests about what it started, as JSON in one variable of the environment. */
export interface StackInfo {
  grafanaUrl: string;
  grafanaVersion: string;
  admin: { user: string; password: string };
  /** Where the sessions of the people are stored. */
  authDir: string;
  tokenFile: string;
  fail2banVersion: string;
  fail2banClient: string;
  control: string;
  /** Null where this machine lets nobody make networks and file systems. */
  troubled: TroubledHostInfo | null;
}

export const STACK_VARIABLE = 'BANGUI_E2E_STACK';

/** The shipped rules, only quicker. Longer than a restart of fail2ban takes, as the shipped minute is. */
export const ALERT_TIMING = { intervalSeconds: 2, forSeconds: 14 } as const;

/** A jail whose action holds up fail2ban's command thread. */
export const SLOW_JAIL = { name: 'slow', filter: 'sshd', action: { sleepSeconds: 15 } } as const satisfies PrivateJail;

/** Null where nothing was started: then the tests can be listed and not run. */
export function readStackInfo(): StackInfo | null {
  const text = process.env[STACK_VARIABLE];
  return text === undefined ? null : (JSON.parse(text) as StackInfo);
}
