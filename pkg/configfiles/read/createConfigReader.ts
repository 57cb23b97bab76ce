import type { ConfigProblem } from '../../contract/configReading';
import { BanguiError } from '../../domain/errors';
import type { ConfigReaderPort } from '../../services/ports/configReaderPort';
import type { ConfigSource } from './ConfigSource';
import { createFileSource } from './createFileSource';
import { dialectOf } from './dialect';
import { createConfigLoader } from './ini/createConfigLoader';
import type { MergedConfig } from './ini/mergedConfig';
import { placeOf } from './ini/section';
import type { ReadError } from './python/ReadError';
import { isJailSection } from './readStream';
import { actionUse } from './report/actionUse';
import { defaultOptions } from './report/defaultOptions';
import { asText, effectiveOptions } from './report/effectiveOptions';
import { filterUse } from './report/filterUse';
import type { InspectedJail } from './report/inspectJail';
import { inspectJail } from './report/inspectJail';
import { problem, problemOf } from './report/jailProblems';
import { listDefinitions, readDefinition } from './report/readDefinition';
import { createShowing } from './report/showing';
import { serverCommands } from './serverCommands';

interface ConfigReaderDeps {
  /** As fail2ban calls it. */
  configDir: string;
  toHere: (path: string) => string;
  /** The release whose reading is meant. */
  version: () => Promise<string>;
}

/** Reads the files anew for each question. */
export function createConfigReader({ configDir, toHere, version }: ConfigReaderDeps): ConfigReaderPort {
  async function open() {
    const dialect = dialectOf(await version(), configDir);
    const source: ConfigSource = createFileSource({ toHere });
    if ((await source.kindOf(dialect.configDir)) !== 'folder') {
      throw new BanguiError('SURROUNDINGS_MISMATCH', `The configuration folder ${dialect.configDir} is not there.`, { path: dialect.configDir });
    }
    const showing = createShowing(dialect.configDir);
    return { dialect, source, showing, loader: createConfigLoader({ source, dialect }) };
  }

  /** The jails' own files: one with an error in it is left out and told of, so that the other jails can be shown. */
  async function openJails() {
    const opened = await open();
    const { source, dialect, showing } = opened;
    const problems: ConfigProblem[] = [];
    const onBroken = (error: ReadError) => void problems.push(problemOf(error, 'everything', showing));
    const onUndecodable = (file: string) => void problems.push(problem(`Error decoding config file '${file}': it is no UTF-8`, { file, line: null }, dialect.since111 ? 'everything' : 'file', showing));
    const { config, found } = await createConfigLoader({ source, dialect, onBroken, onUndecodable }).load('jail');
    if (!found && problems.length === 0) {
      problems.push(problem('Read jails configuration failed.', null, 'everything', showing));
    }
    return { ...opened, config, problems, names: [...config.sections.keys()].filter(isJailSection) };
  }

  async function serverProblems({ loader, showing }: Awaited<ReturnType<typeof open>>): Promise<ConfigProblem[]> {
    try {
      serverCommands((await loader.load('fail2ban')).config);
      return [];
    } catch (error) {
      return [problemOf(error, 'everything', showing)];
    }
  }

  function summary(jail: InspectedJail, config: MergedConfig, allShown: (files: Iterable<string>) => string[]) {
    const files = [...(config.sections.get(jail.name)?.values() ?? [])].flatMap(({ origin }) => (origin ? [origin.file] : []));
    return {
      name: jail.name,
      enabled: jail.enabled,
      state: jail.isBroken ? ('broken' as const) : jail.enabled ? ('active' as const) : ('inactive' as const),
      files: allShown(config.files.filter((file) => files.includes(file))),
      problems: jail.problems,
    };
  }

  return {
    async jails() {
      const opened = await openJails();
      const { names, problems, config, showing } = opened;
      const jails = [];
      for (const name of names) {
        const jail = await inspectJail(config, name, opened);
        const { filter = null, actions = [] } = jail.read ?? {};
        jails.push({ ...summary(jail, config, showing.allShown), filter: filter?.name ?? null, actions: actions.map(({ file }) => file) });
      }
      return { jails, problems: [...problems, ...(await serverProblems(opened))] };
    },

    async jail(name) {
      const opened = await openJails();
      const { names, config, showing, dialect } = opened;
      if (!names.includes(name)) {
        return null;
      }
      const jail = await inspectJail(config, name, opened);
      const actions = jail.commands.length > 0 ? (jail.read?.actions ?? []) : [];
      return {
        ...summary(jail, config, showing.allShown),
        options: effectiveOptions(jail.config, name, dialect, showing),
        filter: filterUse(jail, showing),
        actions: actions.map((action) => actionUse(action, showing)),
        logFiles: jail.commands.flatMap(([, , word, file]) => (word === 'addlogpath' && typeof file === 'string' ? [file] : [])),
      };
    },

    async defaults() {
      const opened = await openJails();
      const { config, names, dialect, showing, problems } = opened;
      return { options: defaultOptions(config, names, dialect, showing), problems };
    },

    async definitions(kind) {
      return listDefinitions(kind, await open());
    },

    async definition(kind, name) {
      const opened = await open();
      const found = (await listDefinitions(kind, opened)).find((definition) => definition.name === name);
      return found ? readDefinition(kind, found, opened) : null;
    },

    async server() {
      const { source, dialect, showing } = await open();
      const { config } = await createConfigLoader({ source, dialect, onBroken: () => {} }).load('fail2ban');
      return [...new Map([...config.defaults, ...(config.sections.get('Definition') ?? [])])].map(([name, entry]) => {
        const place = placeOf(entry);
        return { name, raw: asText(entry.value), origin: place && { ...place, file: showing.shown(place.file) } };
      });
    },
  };
}
