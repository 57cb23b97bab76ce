import { describe, expect, it } from 'vitest';
import type { ConfigJail, ConfigOption } from '../../contract/configReading';
import type { ConfigReaderPort } from '../ports/configReaderPort';
import { createConfigReading } from './createConfigReading';

const problem = { message: "Invalid action definition 'mail[key=\"secret\"'", place: { file: 'jail.local', line: 3 }, effect: 'jail' as const };
const option = (name: string, value: string, isKnown = true): ConfigOption => ({ name, value, raw: value, origin: null, isKnown, problem: null });
const common = { name: 'sshd', enabled: true, state: 'active' as const, files: ['jail.local'], problems: [problem] };
const SSHD: Omit<ConfigJail, 'withheld'> = {
  ...common,
  options: [option('bantime', '10m'), option('action', 'mail[key="secret"]'), option('ignorecommand', '/bin/secret'), option('action_', 'mail[key="secret"]', false)],
  filter: null,
  actions: [{ name: 'mail', action: 'mail', files: ['action.d/mail.conf'], options: [{ name: 'key', value: 'secret', origin: null }] }],
  logFiles: [],
};

function createReader(): { reader: ConfigReaderPort; readings: () => number } {
  let readings = 0;
  const reader: ConfigReaderPort = {
    async jails() {
      readings += 1;
      return { jails: [{ ...common, filter: 'f', actions: ['mail'] }], problems: [problem] };
    },
    jail: async (name) => (name === 'sshd' ? SSHD : null),
    definitions: async (kind) => (kind === 'filter' ? [{ name: 'f', files: ['filter.d/f.conf', 'filter.d/f.local'] }] : [{ name: 'mail', files: ['action.d/mail.local'] }]),
    definition: async (_kind, name) => (name === 'f' ? { name, files: [{ file: 'filter.d/f.local', text: 'x' }], options: [], problems: [] } : null),
    serverProblems: async () => [],
  };
  return { reader, readings: () => readings };
}

describe('the configuration for people', () => {
  it('shows everything to who may configure', async () => {
    const reading = createConfigReading(createReader());
    expect(await reading.jail('sshd', { mayConfigure: true })).toEqual({ ...SSHD, withheld: false });
    expect((await reading.jails({ mayConfigure: true })).problems).toEqual([problem]);
  });

  it('shows nobody else what is run, and with which keys', async () => {
    const reading = createConfigReading(createReader());
    const seen = [await reading.jail('sshd', { mayConfigure: false }), await reading.jails({ mayConfigure: false })];
    expect(JSON.stringify(seen)).not.toContain('secret');
    expect(seen[0]).toMatchObject({ withheld: true, options: [{ name: 'bantime', value: '10m' }], actions: [{ name: 'mail', options: [] }], problems: [{ place: problem.place, effect: 'jail' }] });
  });

  it('tells of filters and actions whose files they are and who uses them', async () => {
    const reading = createConfigReading(createReader());
    expect(await reading.definitions('filter')).toEqual({ definitions: [{ name: 'f', files: [{ file: 'filter.d/f.conf', owner: 'package' }, { file: 'filter.d/f.local', owner: 'own' }], jails: ['sshd'] }] });
    expect((await reading.definitions('action')).definitions[0]?.jails).toEqual(['sshd']);
    expect((await reading.definition('filter', 'f')).files).toEqual([{ file: 'filter.d/f.local', owner: 'own', text: 'x' }]);
  });

  it('reads all jails once for all who ask meanwhile', async () => {
    const { reader, readings } = createReader();
    const reading = createConfigReading({ reader });
    await Promise.all([reading.jails({ mayConfigure: true }), reading.jails({ mayConfigure: false }), reading.definitions('filter')]);
    expect(readings()).toBe(1);
    await reading.jails({ mayConfigure: true });
    expect(readings()).toBe(2);
  });

  it('says what is not there', async () => {
    const reading = createConfigReading(createReader());
    await expect(reading.jail('nosuch', { mayConfigure: true })).rejects.toMatchObject({ code: 'JAIL_NOT_FOUND' });
    await expect(reading.definition('filter', 'nosuch')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
