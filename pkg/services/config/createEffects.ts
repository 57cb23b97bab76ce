import type { RevertedOption } from '../../contract/configChanges';
import type { ConfigPlace } from '../../contract/configReading';
import { BanguiError } from '../../domain/errors';
import type { ConfigReaderPort } from '../ports/configReaderPort';
import { isServerKey, SERVER_FIELDS } from './createServerValues';
import type { ConfigPlan, Wanted } from './ConfigPlan';

interface Said {
  section: string | null;
  name: string;
  raw: string | null;
  value: string | null;
  origin: ConfigPlace | null;
}

export type Effects = ReturnType<typeof createEffects>;

/** Whether a change has the effect that it is made for: files that are read later may say something else. */
export function createEffects({ readerOf }: { readerOf: (dir: string) => Pick<ConfigReaderPort, 'jail' | 'definition' | 'server'> }) {
  async function saidOf({ of, name }: Wanted, dir: string): Promise<Said[]> {
    const reader = readerOf(dir);
    switch (of) {
      case 'jail':
        return ((await reader.jail(name))?.options ?? []).map((option) => ({ ...option, section: null }));
      case 'filter':
        return ((await reader.definition('filter', name))?.options ?? []).map((option) => ({ ...option, value: option.raw }));
      case 'server':
        return (await reader.server()).map((option) => ({ ...option, section: null, value: option.raw }));
    }
  }

  return {
    /** As a copy with the plan in it says: the options that were given back, each with what it is now. Throws INVALID_INPUT with the place of what holds instead of the plan. */
    async judge({ path, wanted }: Pick<ConfigPlan, 'path' | 'wanted'>, dir: string): Promise<RevertedOption[]> {
      if (wanted === null) {
        return [];
      }
      const said = await saidOf(wanted, dir);
      // What stands in [Init] of a filter comes before [Definition].
      const found = (option: string) => ['Init', 'Definition', null].flatMap((section) => said.filter((each) => each.name === option && each.section === section))[0];
      return Object.entries(wanted.options).flatMap(([option, lines]): RevertedOption[] => {
        const now = found(option);
        if (lines === null) {
          return [{ option, value: now?.value ?? null, place: now?.origin ? { file: now.origin.file, line: now.origin.line } : null }];
        }
        if (now?.origin && now.origin.file !== path && now.raw !== lines.join('\n')) {
          throw overridden(fieldOf(wanted, option), now.raw, now.origin, path);
        }
        return [];
      });
    },
  };
}

function fieldOf({ of }: Wanted, option: string): string {
  return of === 'server' && isServerKey(option) ? SERVER_FIELDS[option] : option;
}

function overridden(field: string, value: string | null, { file, line }: ConfigPlace, path: string): BanguiError {
  const where = line === null ? file : `${file}, line ${line},`;
  return new BanguiError('INVALID_INPUT', `${field} would be "${(value ?? '').slice(0, 200)}" all the same: ${where} is read after ${path}. Change it there.`, { field, file, line, value });
}
