import type { Dialect } from '../dialect';
import type { IniFile } from './parseIni';
import type { Section } from './section';

/** Several files on top of each other, in the order in which fail2ban reads them. */
export interface MergedConfig extends IniFile {
  /** In the order in which they were read; one may come twice. */
  files: string[];
}

const CONDITIONAL = /^([\p{L}\p{N}_]+)(\?.+)$/u;
export const KNOWN = 'KNOWN/';

export function emptyConfig(): MergedConfig {
  return { defaults: new Map(), sections: new Map(), files: [] };
}

/** `[Init?family=inet6]` is [Init] with that behind the name of each option; null for any other name. */
export function conditionOf(name: string): { name: string; condition: string } | null {
  const [, base, condition] = CONDITIONAL.exec(name) ?? [];
  return base !== undefined && condition !== undefined ? { name: base, condition } : null;
}

/** Lays a file over what is there. What it replaces stays readable as `%(known/option)s`. */
export function mergeInto(config: MergedConfig, path: string, file: IniFile): void {
  config.files.push(path);
  file.defaults.forEach((entry, option) => config.defaults.set(option, entry));
  for (const [header, own] of file.sections) {
    const conditional = conditionOf(header);
    const name = conditional?.name ?? header;
    const section: Section = new Map([...own].map(([option, entry]) => [option + (conditional?.condition ?? ''), entry]));
    const before = config.sections.get(name);
    if (!before) {
      config.sections.set(name, section);
      continue;
    }
    const known = config.sections.get(KNOWN + name) ?? new Map();
    config.sections.set(KNOWN + name, known);
    before.forEach((entry, option) => section.has(option) && known.set(option, entry));
    section.forEach((entry, option) => before.set(option, entry));
  }
}

/** What fail2ban itself adds to the defaults of jails. */
export function addServerFacts({ defaults }: MergedConfig, { version, configDir }: Dialect): void {
  defaults.set('fail2ban_version', { value: version, origin: null }).set('fail2ban_confpath', { value: configDir, origin: null });
}

/** A copy in which one section may be changed. */
export function withOwnSection(config: MergedConfig, name: string): MergedConfig {
  const section = config.sections.get(name);
  return section ? { ...config, sections: new Map(config.sections).set(name, new Map(section)) } : config;
}
