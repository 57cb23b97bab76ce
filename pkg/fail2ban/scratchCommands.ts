import type { JailStream, StreamValue } from '../domain/configStream';
import { SCRATCH_JAIL } from '../domain/jailName';
import type { CommandArgument } from './codec/encodeCommand';

/** What a jail can be given without any effect on what fail2ban does: nothing that runs a program, loads code, starts it or concerns the server. */
const HARMLESS: ReadonlySet<string> = new Set([
  'addfailregex', 'addignoreregex', 'addignoreip', 'addjournalmatch', 'addlogpath', 'datepattern', 'findtime', 'ignorecache', 'ignoreself', 'logencoding', 'logtimezone',
  'maxlines', 'maxmatches', 'maxretry', 'prefregex', 'usedns', 'bantime', 'bantime.increment', 'bantime.factor', 'bantime.formula', 'bantime.maxtime', 'bantime.multipliers',
  'bantime.overalljails', 'bantime.rndtime',
]);
const MOST_WORDS = 1000;

/** Of a jail's stream what is tried out, under the name of the scratch jail. */
export function scratchCommands({ commands }: JailStream): CommandArgument[][] {
  const tried = commands.filter(([word, , key]) => (word === 'set' || word === 'multi-set') && typeof key === 'string' && HARMLESS.has(key));
  return tried.map(([word, , ...rest]) => [String(word), SCRATCH_JAIL, ...rest.slice(0, MOST_WORDS).map(toArgument)]);
}

function toArgument(value: StreamValue): CommandArgument {
  if (Array.isArray(value)) {
    return value.map(toArgument);
  }
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : String(value ?? 'None');
}
