import type { OptionTypes } from './definitions/optionTypes';
import { readOptions } from './definitions/optionTypes';
import type { MergedConfig } from './ini/mergedConfig';
import { rawOption } from './ini/interpolate';
import { placeOf } from './ini/section';
import { ReadError } from './python/ReadError';
import type { Command, PythonValue } from './python/pythonValue';
import { repr, toText } from './python/pythonValue';

/** In the order in which they are sent. */
const SERVER_OPTIONS: OptionTypes = new Map([
  ['syslogsocket', ['string', 'auto']],
  ['loglevel', ['string', 'INFO']],
  ['logtarget', ['string', '/var/log/fail2ban.log']],
  ['allowipv6', ['string', 'auto']],
  ['dbfile', ['string', '/var/lib/fail2ban/fail2ban.sqlite3']],
  ['dbmaxmatches', ['int', null]],
  ['dbpurgeage', ['string', '1d']],
]);
const LOG_LEVELS = new Set(['CRITICAL', 'DEBUG', 'ERROR', 'FATAL', 'HEAVYDEBUG', 'INFO', 'MSG', 'NOTICE', 'NOTSET', 'TRACEDEBUG', 'WARN', 'WARNING']);

/** What sets up the server, of the files `fail2ban.conf` and those beside it. Throws ReadError for what makes fail2ban refuse everything. */
export function serverCommands(config: MergedConfig): Command[] {
  const options = readOptions(config, 'Definition', SERVER_OPTIONS);
  const level = toText(options.get('loglevel') ?? '');
  if (!/^\d+$/.test(level) && !LOG_LEVELS.has(level.toUpperCase())) {
    throw new ReadError('ValueError', `Invalid log level ${repr(level)}`, placeOf(rawOption(config, 'Definition', 'loglevel')));
  }
  const thread: ReadonlyMap<string, PythonValue> = config.sections.has('Thread') ? readOptions(config, 'Thread', new Map([['stacksize', ['int', null]]])) : new Map();
  return [...(thread.size > 0 ? [['set', 'thread', thread]] : []), ...[...options].map(([option, value]) => ['set', option, value])];
}
