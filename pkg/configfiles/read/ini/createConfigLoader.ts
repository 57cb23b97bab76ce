import type { ConfigSource } from '../ConfigSource';
import type { Dialect } from '../dialect';
import { ReadError } from '../python/ReadError';
import { dirname, joined, withoutExtension } from '../python/paths';
import { getOption } from './interpolate';
import type { MergedConfig } from './mergedConfig';
import { emptyConfig, mergeInto } from './mergedConfig';
import type { IniFile } from './parseIni';
import { parseIni } from './parseIni';

const INCLUDES = 'INCLUDES';

interface LoaderDeps {
  source: ConfigSource;
  dialect: Dialect;
  /** Told of a file that cannot be read for an error in it, which is then left out; without it the error is thrown. */
  onBroken?: (error: ReadError) => void;
  /** Told of a file that is no UTF-8, which fail2ban goes on without. */
  onUndecodable?: (path: string) => void;
}

export interface LoadedConfig {
  config: MergedConfig;
  /** False: fail2ban goes on as if there were no such configuration. */
  found: boolean;
}

export type ConfigLoader = ReturnType<typeof createConfigLoader>;

/** Reads `jail`, `fail2ban`, `filter.d/NAME` or `action.d/NAME` with all that belongs to it, each once. */
export function createConfigLoader({ source, dialect, onBroken, onUndecodable }: LoaderDeps) {
  const files = new Map<string, IniFile | null>();
  /** As fail2ban keeps them: what a file includes is found out once, whoever includes it. */
  const includes = new Map<string, string[]>();
  const loaded = new Map<string, LoadedConfig>();

  async function parsed(path: string): Promise<IniFile | null> {
    const known = files.get(path);
    if (known !== undefined) {
      return known;
    }
    const read = await source.readText(path);
    const file = read === null || read.text === null ? null : tolerated(() => parseIni(read.text ?? '', path));
    files.set(path, file);
    read?.text === null && onUndecodable?.(path);
    return file;
  }

  function tolerated<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (!onBroken || !(error instanceof ReadError)) {
        throw error;
      }
      onBroken(error);
      return null;
    }
  }

  async function withLocals(paths: readonly string[]): Promise<string[]> {
    const all: string[] = [];
    for (const path of paths) {
      all.push(path);
      const local = `${withoutExtension(path)}.local`;
      if (!paths.includes(local) && (await source.kindOf(local)) === 'file') {
        all.push(local);
      }
    }
    return all;
  }

  async function expanded(paths: readonly string[], seen: readonly string[]): Promise<string[]> {
    const all = await withLocals(paths);
    const key = all.join('\x01');
    const known = includes.get(key);
    if (known) {
      return known;
    }
    const found: string[] = [];
    for (const path of all) {
      found.push(...(await withIncludes(path, seen)));
    }
    includes.set(key, found);
    return found;
  }

  async function withIncludes(path: string, seen: readonly string[]): Promise<string[]> {
    const file = await parsed(path);
    if (!file) {
      return [];
    }
    const around: Record<'before' | 'after', string[]> = { before: [], after: [] };
    const own: MergedConfig = { ...file, files: [] };
    for (const option of ['before', 'after'] as const) {
      const section = file.sections.get(INCLUDES);
      const named = section && (section.has(option) || file.defaults.has(option)) ? tolerated(() => getOption(own, INCLUDES, option).value) : null;
      for (const name of named === null ? [] : String(named).split('\n')) {
        const included = joined(dirname(path), name);
        if (!seen.includes(included)) {
          around[option].push(...(await expanded([included], [...seen, path])));
        }
      }
    }
    return [...around.before, path, ...around.after];
  }

  async function existing(name: string): Promise<string[]> {
    const base = joined(dialect.configDir, name);
    const names = (await source.list(`${base}.d`)).filter((file) => !file.startsWith('.')).sort();
    const inFolder = (extension: string) => names.filter((file) => file.endsWith(extension)).map((file) => `${base}.d/${file}`);
    const candidates = [`${base}.conf`, ...inFolder('.conf'), `${base}.local`, ...inFolder('.local')];
    const there = await Promise.all(candidates.map((path) => source.kindOf(path)));
    return candidates.filter((_, index) => there[index] !== null);
  }

  /** Throws ReadError for a file that makes fail2ban refuse everything. */
  async function load(name: string): Promise<LoadedConfig> {
    const known = loaded.get(name);
    if (known) {
      return known;
    }
    const config = emptyConfig();
    const wanted = await existing(name);
    for (const path of await expanded(wanted, [])) {
      const file = await parsed(path);
      file && mergeInto(config, path, file);
    }
    const missed = wanted.some((path) => !config.files.includes(path));
    const answer = { config, found: config.files.length > 0 && !(missed && dialect.since111) };
    loaded.set(name, answer);
    return answer;
  }

  return { load };
}
