import type { ConfiguredJail, Dump } from '../../domain/configuredJails';
import { plainLogTarget } from '../../domain/configuredJails';
import { pythonTexts } from './pythonTexts';

/** No command that matters here needs more, and some lines are very long. */
const MOST_TEXTS = 4;
const SKIPPED = /^Jail '(.+?)' skipped, because of wrong configuration: (.*)$/s;

/** `fail2ban-client -d` prints each command it would send as a Python list, one a line. */
export function readDump(stdout: string): Dump {
  const dump: Dump = { database: null, logTarget: null, jails: [] };
  const jails = new Map<string, ConfiguredJail>();
  for (const line of stdout.split('\n')) {
    const [word, name, key, value] = line.startsWith('[') ? pythonTexts(line, MOST_TEXTS) : [];
    if (word === 'add' && name !== undefined) {
      jails.set(name, { name, logFiles: [], problem: null });
    } else if (word === 'config-error' && name !== undefined) {
      const [, skipped, problem] = SKIPPED.exec(name) ?? [];
      skipped !== undefined && jails.set(skipped, { name: skipped, logFiles: [], problem: problem ?? name });
    } else if (word === 'set' && name !== undefined && key === 'addlogpath' && value !== undefined) {
      jails.get(name)?.logFiles.push(value);
    } else if (word === 'set' && name === 'dbfile' && key !== undefined) {
      dump.database = key.toLowerCase() === 'none' ? null : key;
    } else if (word === 'set' && name === 'logtarget' && key !== undefined) {
      dump.logTarget = plainLogTarget(key);
    }
  }
  return { ...dump, jails: [...jails.values()] };
}
