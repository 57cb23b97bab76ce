import { readOptions } from '../../pkg/domain/iniEdit';
import type { ConfigPlace } from '../../pkg/contract/configReading';
import type { ConfigReaderPort } from '../../pkg/services/ports/configReaderPort';

type Found = Array<{ section: string; name: string; raw: string; origin: ConfigPlace }>;

/** Reads the texts of a folder in memory as if there were neither includes nor references: `.conf` before `.local`, the last one counts. */
export function createFakeStageReader(files: ReadonlyMap<string, string>): Pick<ConfigReaderPort, 'jail' | 'definition' | 'server'> {
  function optionsOf(belongs: RegExp): Found {
    const paths = [...files.keys()].filter((path) => belongs.test(path)).sort((a, b) => Number(a.endsWith('.local')) - Number(b.endsWith('.local')) || (a < b ? -1 : 1));
    const found = new Map<string, Found[number]>();
    for (const path of paths) {
      const text = files.get(path) ?? '';
      for (const [section, options] of readOptions(text)) {
        options.forEach((lines, name) => found.set(`${section} ${name}`, { section, name, raw: lines.join('\n'), origin: { file: path, line: text.split('\n').findIndex((line) => line.startsWith(name)) + 1 } }));
      }
    }
    return [...found.values()];
  }

  return {
    async jail(name) {
      const own = optionsOf(/^jail\./).filter(({ section }) => section === name);
      const options = own.map((option) => ({ ...option, value: option.raw, isKnown: true, problem: null, origin: { ...option.origin, isDefault: false } }));
      return { name, enabled: true, state: 'active', files: [], problems: [], options, filter: null, actions: [], logFiles: [] };
    },
    definition: async (kind, name) => ({ name, files: [], problems: [], options: optionsOf(new RegExp(`^${kind}\\.d/${name}\\.`)) }),
    server: async () => optionsOf(/^fail2ban\./),
  };
}
