import type { JailCounters } from '../../domain/jail';
import type { PickleValue } from '../codec/pickleValue';
import { readLabelled, readNumber, readTexts } from './readValue';

/** Of `status JAIL` and `status JAIL short`. A jail has log files or journal matches, never both. */
export function readCounters(name: string, value: PickleValue): JailCounters {
  const parts = readLabelled(value);
  const filter = readLabelled(parts.get('Filter'));
  const actions = readLabelled(parts.get('Actions'));
  return {
    name,
    currentlyFailed: readNumber(filter.get('Currently failed')),
    totalFailed: readNumber(filter.get('Total failed')),
    currentlyBanned: readNumber(actions.get('Currently banned')),
    totalBanned: readNumber(actions.get('Total banned')),
    logFiles: readTexts(filter.get('File list') ?? []),
    journalMatches: readTexts(filter.get('Journal matches') ?? []),
  };
}
