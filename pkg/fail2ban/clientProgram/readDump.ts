import type { ConfiguredJail, Dump } from '../../domain/configuredJails';
import { plainLogTarget } from '../../domain/configuredJails';

const TEXT = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gs;
const SKIPPED = /^Jail '(.+?)' skipped, because of wrong configuration: (.*)$/s;
const ESCAPE = /\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)/gs;
const CONTROL: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

/** `fail2ban-client -d` prints each command it would send as a Python list, one a line. */
export function readDump(stdout: string): Dump {
  const dump: Dump = { database: null, logTarget: null, jails: [] };
  const jails = new Map<string, ConfiguredJail>();
  for (const line of stdout.split('\n')) {
    const [word, name, key, value] = line.startsWith('[') ? textsOf(line) : [];
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

/** The first four texts of a line: no command that matters here needs more, and some lines are very long. */
function textsOf(line: string): string[] {
  const texts: string[] = [];
  for (const [, single, double] of line.matchAll(TEXT)) {
    texts.push((single ?? double ?? '').replace(ESCAPE, (_, escape: string) => unescaped(escape)));
    if (texts.length === 4) {
      break;
    }
  }
  return texts;
}

function unescaped(escape: string): string {
  return escape.length > 1 ? String.fromCodePoint(Number.parseInt(escape.slice(1), 16)) : (CONTROL[escape] ?? escape);
}
