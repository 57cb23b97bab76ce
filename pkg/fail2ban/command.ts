import type { CommandArgument } from './codec/encodeCommand';
import type { PickleValue } from './codec/pickleValue';

/** One entry of the command table: what is sent, how it is treated on the wire, what its reply means. */
export interface Command<T> {
  argv: readonly CommandArgument[];
  /** How logs and people call it; no user input but names and counts. */
  label: string;
  /** From the moment when fail2ban can work on it. */
  limitMs: number;
  /**
   * `short`: a cheap read, pipelined with others. `long`: a read that keeps fail2ban busy, sent alone.
   * `change`: sent alone and never twice.
   */
  kind: 'short' | 'long' | 'change';
  parse(value: PickleValue): T;
}

/** The part of a command that the connection deals with. */
export type Request = Pick<Command<unknown>, 'argv' | 'label' | 'limitMs' | 'kind'>;
