import path from 'node:path';
import type { PathMap } from './domain/pathMap';
import { createRegexProgram } from './fail2ban/clientProgram/createRegexProgram';
import { createJailLogFiles } from './host/createJailLogFiles';
import { createJournalLines } from './host/createJournalLines';
import { createSampleStore } from './host/createSampleStore';
import { createDryRun } from './services/lab/createDryRun';
import { createFilterLab } from './services/lab/createFilterLab';
import { createLogPreview } from './services/lab/createLogPreview';
import { createSampleSets } from './services/lab/createSampleSets';
import type { Clock } from './services/ports/clock';
import type { Fail2banPort } from './services/ports/fail2banPort';
import type { Settings } from './settings/settings';

interface LabParts {
  settings: Settings;
  fail2ban: Fail2banPort;
  pathMap: PathMap;
  clock: Clock;
}

/** Where filters are tried, put together: a part of the composition root. */
export function composeLab({ settings, fail2ban, pathMap, clock }: LabParts) {
  const toHere = (file: string) => pathMap.toHere(file);
  const program = createRegexProgram({
    argv: settings.fail2ban.regex,
    folder: settings.stateDir,
    configDir: settings.fail2ban.configDir,
    toFail2ban: (file) => pathMap.toFail2ban(file),
  });
  const files = createJailLogFiles({ folders: settings.logPreviewDirs.map(toHere) });
  const logPreview = createLogPreview({ fail2ban, files, toHere });
  const journal = createJournalLines();
  const filterLab = createFilterLab({ program, preview: logPreview, journal, fail2ban });
  return {
    filterLab,
    logPreview,
    sampleSets: createSampleSets({ program, store: createSampleStore({ folder: path.join(settings.stateDir, 'filter-samples') }) }),
    dryRun: createDryRun({ program, lab: filterLab, preview: logPreview, files, journal, fail2ban, toHere, clock }),
    /** Ends what is tried just now. */
    stop: program.close,
  };
}
