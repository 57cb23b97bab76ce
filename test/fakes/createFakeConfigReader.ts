import type { ConfigJail, ConfigOption } from '../../pkg/contract/configReading';
import type { ConfigReaderPort } from '../../pkg/services/ports/configReaderPort';

export const FAKE_PROBLEM = { message: "Invalid action definition 'mail[key=\"secret\"'", place: { file: 'jail.local', line: 3 }, effect: 'start' as const };
const option = (name: string, value: string, isKnown = true): ConfigOption => ({ name, value, raw: value, origin: null, isKnown, problem: null });
const common = { name: 'sshd', enabled: true, state: 'broken' as const, files: ['jail.local'], problems: [FAKE_PROBLEM] };
export const FAKE_JAIL: Omit<ConfigJail, 'withheld'> = {
  ...common,
  options: [option('bantime', '10m'), option('action', 'mail[key="secret"]'), option('ignorecommand', '/bin/secret'), option('action_', 'mail[key="secret"]', false)],
  filter: null,
  actions: [{ name: 'mail', action: 'mail', files: ['action.d/mail.conf'], options: [{ name: 'key', value: 'secret', origin: null }] }],
  logFiles: [],
};

/** A configuration in memory: one jail that a mistake stands against, its filter, its action. */
export function createFakeConfigReader(): { reader: ConfigReaderPort; readings: () => number } {
  let readings = 0;
  const reader: ConfigReaderPort = {
    async jails() {
      readings += 1;
      return { jails: [{ ...common, filter: 'f', actions: ['mail'] }], problems: [FAKE_PROBLEM] };
    },
    jail: async (name) => (name === 'sshd' ? FAKE_JAIL : null),
    defaults: async () => ({ options: FAKE_JAIL.options.map((one) => ({ ...one, own: { jails: one.name === 'bantime' ? ['sshd'] : [], more: 0 } })), problems: [FAKE_PROBLEM] }),
    definitions: async (kind) => (kind === 'filter' ? [{ name: 'f', files: ['filter.d/f.conf', 'filter.d/f.local'] }] : [{ name: 'mail', files: ['action.d/mail.local'] }]),
    definition: async (kind, name) => (kind === 'filter' && name === 'f' ? { name, files: [{ file: 'filter.d/f.local', text: 'x' }], options: [], problems: [] } : null),
    server: async () => [{ name: 'loglevel', raw: 'INFO', origin: { file: 'fail2ban.conf', line: 2 } }],
  };
  return { reader, readings: () => readings };
}
