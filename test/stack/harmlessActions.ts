import { RECORD_ACTION, section } from './privateJail';

/** Replaces, in front of all jails, what the stock jail.conf lets change the firewall of whoever runs the server; also where a stock jail has an action of its own. */
export function harmlessActions(jailConf: string): string {
  const own = new Map<string, Record<string, string>>();
  let jail = '';
  for (const line of jailConf.split('\n')) {
    jail = /^\[(.+)\]/.exec(line)?.[1] ?? jail;
    const [, option] = /^(banaction|action)\s*=\s*[a-z]/.exec(line) ?? [];
    if (option !== undefined && jail !== 'DEFAULT') {
      own.set(jail, { ...own.get(jail), [option]: RECORD_ACTION });
    }
  }
  const defaults = { banaction: RECORD_ACTION, banaction_allports: RECORD_ACTION, action: '%(action_)s' };
  return section('DEFAULT', defaults) + [...own].map(([name, keys]) => section(name, keys)).join('');
}
