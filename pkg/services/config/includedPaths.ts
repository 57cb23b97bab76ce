import { isConfigPath } from '../../domain/configPath';
import { readOptions } from '../../domain/iniEdit';

/** The files that [INCLUDES] of a file names, as paths below the configuration folder; those elsewhere are left out. */
export function includedPaths(path: string, text: string): string[] {
  if (!text.includes('[INCLUDES]')) {
    return [];
  }
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const options = readOptions(text).get('INCLUDES');
  const names = ['before', 'after'].flatMap((option) => options?.get(option) ?? []).flatMap((line) => line.split(/\s+/));
  return names.map((name) => folder + name).filter(isConfigPath);
}
