import { BanguiError, Fail2banRejected, Fail2banUnreachable } from '../../domain/errors';
import { PythonObject } from '../codec/pickleValue';
import type { PickleValue } from '../codec/pickleValue';
import { protocolError } from '../codec/wire';

const MAX_WORDS = 1000;
const UNKNOWN_JAIL = 'fail2ban.exceptions.UnknownJailException';

/**
 * The value of a reply, or the error that it stands for. A reply has one of four shapes: (0, value), (1, exception),
 * a bare text when fail2ban could not read the request or write the result, and "SHUTDOWN" while it stops.
 */
export function readReply(reply: PickleValue): PickleValue {
  if (reply === 'SHUTDOWN' || (Array.isArray(reply) && reply[0] === 'SHUTDOWN')) {
    throw new Fail2banUnreachable('connection_lost');
  }
  if (typeof reply === 'string') {
    throw protocolError(`"${reply.slice(0, MAX_WORDS)}"`);
  }
  if (!Array.isArray(reply) || reply.length !== 2 || reply[1] === undefined) {
    throw protocolError('it is no pair of code and value');
  }
  const [code, value] = reply;
  if (code === 0) {
    return value;
  }
  throw code === 1 ? refusal(value) : protocolError('its code is neither 0 nor 1');
}

function refusal(value: PickleValue): BanguiError {
  if (!(value instanceof PythonObject)) {
    return new Fail2banRejected('unknown', typeof value === 'string' ? value.slice(0, MAX_WORDS) : 'no reason given');
  }
  // A number or a nested list among the arguments (an errno, a place in a file) says nothing to a person.
  const words = value.args.filter((argument) => typeof argument === 'string').join(': ').slice(0, MAX_WORDS);
  return value.className === UNKNOWN_JAIL ? jailNotFound(words) : new Fail2banRejected(value.className, words || value.className);
}

function jailNotFound(jail: string): BanguiError {
  return new BanguiError('JAIL_NOT_FOUND', `fail2ban runs no jail "${jail}".`, { jail });
}
