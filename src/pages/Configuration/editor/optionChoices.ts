import { FILTER_FIELDS, JAIL_FIELDS } from '../options/optionFields';
import { iniLines } from './iniLines';

const INCLUDES = ['before', 'after'];
const JAIL = ['enabled', ...Object.keys(JAIL_FIELDS)];
const FILTER = Object.keys(FILTER_FIELDS);
const ACTION = ['actionstart', 'actionstart_on_demand', 'actionstop', 'actionflush', 'actioncheck', 'actionrepair', 'actionban', 'actionprolong', 'actionunban', 'norestored'];
const SERVER = ['loglevel', 'logtarget', 'syslogsocket', 'socket', 'pidfile', 'dbfile', 'dbpurgeage', 'dbmaxmatches', 'allowipv6'];

/** The options that may stand on a line of a file, without those that its section has already: fail2ban refuses an option that is set twice. */
export function optionChoices(path: string, text: string, lineNumber: number): string[] {
  const lines = iniLines(text);
  const section = lines[lineNumber - 1]?.section ?? null;
  const taken = new Set(lines.flatMap((line, index) => (line.section === section && index !== lineNumber - 1 ? (line.name ?? []) : [])));
  return optionsOf(path, section).filter((name) => !taken.has(name));
}

function optionsOf(path: string, section: string | null): readonly string[] {
  if (section === null) {
    return [];
  }
  if (section === 'INCLUDES') {
    return INCLUDES;
  }
  if (path.startsWith('filter.d/')) {
    return section === 'Definition' || section === 'Init' ? FILTER : [];
  }
  if (path.startsWith('action.d/')) {
    return section === 'Definition' ? ACTION : section === 'Init' ? ['timeout'] : [];
  }
  if (path.startsWith('fail2ban.')) {
    return section === 'Definition' || section === 'DEFAULT' ? SERVER : section === 'Thread' ? ['stacksize'] : [];
  }
  return JAIL;
}
