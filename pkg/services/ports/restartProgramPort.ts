import type { ClientAnswer } from './clientProgramPort';

/** The command by which the operator lets fail2ban be restarted. */
export interface RestartProgramPort {
  /** As it is set; null when it is not. */
  readonly command: string | null;
  /** Resolves when the command has ended, which says nothing yet of fail2ban. SURROUNDINGS_MISMATCH when it is not set or cannot be run, FAIL2BAN_TIMEOUT when it had to be killed. */
  run(): Promise<ClientAnswer>;
  /** Runs nothing more; what runs is left to its end, and who waits for it gets SHUTTING_DOWN. */
  close(): void;
}
