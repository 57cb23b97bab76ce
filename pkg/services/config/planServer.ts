import type { ConfigFilesPort } from '../ports/configFilesPort';
import type { ConfigPlan, LineChanges } from './ConfigPlan';
import { setOnly } from './setOnly';

/** Read after all others of the server, as far as they come from packages. */
export const SERVER_FILE = 'fail2ban.d/zz-bangui.local';

/** What the server as a whole is to run with; options as fail2ban calls them. */
export async function planServer(options: LineChanges, files: Pick<ConfigFilesPort, 'read'>): Promise<ConfigPlan> {
  const before = await files.read(SERVER_FILE);
  return { path: SERVER_FILE, before, text: setOnly(SERVER_FILE, before?.text ?? '', 'Definition', options), isChecked: true, filter: null, wanted: { of: 'server', name: '', options } };
}
