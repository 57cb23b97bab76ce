import { appendFile } from 'node:fs/promises';
import { failureLine, harmlessLine } from './logLines';
import type { LogFilter } from './logLines';
import { attackerAddress } from './testAddresses';

export interface LogTarget {
  filter: LogFilter;
  path: string;
  /** Failures before the jail bans. */
  maxRetry: number;
}

export interface LogGeneratorOptions {
  targets: readonly LogTarget[];
  /** Between two lines of a target. */
  intervalMs?: number;
  /** Which attacker comes first. */
  firstAttacker?: number;
  attacker?: (index: number) => string;
  /** Told when one has failed as often as the jail allows. */
  onAttack?: (attack: Attack) => void;
}

/** What one attacker did in one log. */
export interface Attack {
  path: string;
  address: string;
  /** Of the last failure, in UTC epoch seconds. */
  at: number;
}

export interface LogGenerator {
  start(): void;
  /** Ends when the last line is on disk. */
  stop(): Promise<void>;
}

const USERS = ['admin', 'root', 'postgres', 'ubuntu', 'deploy', 'oracle', 'test'];

/**
 * Writes what a server under a slow password attack writes: one attacker after the other fails as often as its jail
 * allows and is banned; between two attackers somebody logs in as usual.
 */
export function createLogGenerator({ targets, intervalMs = 4000, firstAttacker = 0, attacker = attackerAddress, onAttack }: LogGeneratorOptions): LogGenerator {
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<unknown> = Promise.resolve();
  let step = 0;

  function nextLine(target: LogTarget, place: number): string {
    const round = Math.floor(step / (target.maxRetry + 1));
    const event = {
      address: attacker(firstAttacker + round * targets.length + place),
      user: USERS[step % USERS.length] ?? 'root',
      when: new Date(),
    };
    const inRound = step % (target.maxRetry + 1);
    if (inRound === target.maxRetry - 1) {
      onAttack?.({ path: target.path, address: event.address, at: event.when.getTime() / 1000 });
    }
    const attacked = inRound < target.maxRetry;
    return attacked ? failureLine(target.filter, event) : harmlessLine(target.filter, { ...event, address: '192.0.2.99', user: 'alice' });
  }

  function write(): void {
    const lines = targets.map((target, place) => ({ path: target.path, line: nextLine(target, place) }));
    step += 1;
    writing = writing.then(() => Promise.all(lines.map(({ path, line }) => appendFile(path, line))));
  }

  return {
    start() {
      if (timer === null) {
        write();
        timer = setInterval(write, intervalMs);
      }
    },
    async stop() {
      if (timer !== null) {
        clearInterval(timer);
        timer = null;
      }
      await writing;
    },
  };
}
