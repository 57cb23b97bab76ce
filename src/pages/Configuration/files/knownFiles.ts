import type { ConfigDefinitionsResponse, ConfigJailSummary } from '../../../../pkg/contract/configReading';

export interface KnownFile {
  path: string;
  owner: 'package' | 'own';
}

/** Read by fail2ban whether or not a jail has a word in them. */
const ALWAYS = ['jail.conf', 'jail.local', 'fail2ban.conf', 'fail2ban.local'];
const IS_RELATIVE = /^[^/]/;

/** Every file that something of the configuration comes from: own ones first, by path. */
export function knownFiles(jails: readonly ConfigJailSummary[], definitions: ConfigDefinitionsResponse['definitions']): KnownFile[] {
  const paths = new Set([...ALWAYS, ...jails.flatMap(({ files }) => files), ...definitions.flatMap(({ files }) => files.map(({ file }) => file))]);
  return [...paths]
    .filter((path) => IS_RELATIVE.test(path))
    .map((path): KnownFile => ({ path, owner: path.endsWith('.local') ? 'own' : 'package' }))
    .sort((a, b) => a.owner.localeCompare(b.owner) || a.path.localeCompare(b.path));
}
