import type { ActionPhase } from '../../domain/fail2banEvent';

interface FailedAction {
  jail: string;
  action: string;
  phase: ActionPhase;
  address: string | null;
  detail: string;
}

const OF_ADDRESS = /^Failed to execute (ban|reban|unban) jail '(.+?)' action '(.+?)' info '(.*)': (.*)$/s;
const OF_JAIL = /^Failed to (start|stop) jail '(.+?)' action '(.+?)': (.*)$/s;
const OF_FLUSH = /^Failed to (flush) bans in jail '(.+?)' action '(.+?)': (.*)$/s;
// The name of the field differs between versions.
const ADDRESS = /['"](?:ip|fid)['"]: (?:'([^']*)'|"([^"]*)")/;
const ERROR_WORDS = /^Error (?:banning|unbanning) (\S+)$/;

/** An action of a jail that fail2ban could not run; null for other errors. */
export function readFailedAction(message: string): FailedAction | null {
  const [, phase, jail = '', action = '', info = '', detail = ''] = OF_ADDRESS.exec(message) ?? [];
  if (phase === 'ban' || phase === 'reban' || phase === 'unban') {
    const [, single, double] = ADDRESS.exec(info) ?? [];
    return { jail, action, phase, address: single ?? double ?? ERROR_WORDS.exec(detail)?.[1] ?? null, detail };
  }
  const [, of, name = '', which = '', words = ''] = OF_JAIL.exec(message) ?? OF_FLUSH.exec(message) ?? [];
  return of === 'start' || of === 'stop' || of === 'flush' ? { jail: name, action: which, phase: of, address: null, detail: words } : null;
}
