import { describe, expect, it } from 'vitest';
import { createFakeConfigReader, FAKE_JAIL, FAKE_PROBLEM } from '../../../test/fakes/createFakeConfigReader';
import { createConfigReading } from './createConfigReading';

describe('the configuration for people', () => {
  it('shows everything to who may configure', async () => {
    const reading = createConfigReading(createFakeConfigReader());
    expect(await reading.jail('sshd', { mayConfigure: true })).toEqual({ ...FAKE_JAIL, withheld: false });
    expect((await reading.jails({ mayConfigure: true })).problems).toEqual([FAKE_PROBLEM]);
  });

  it('shows nobody else what is run, and with which keys', async () => {
    const reading = createConfigReading(createFakeConfigReader());
    const seen = [await reading.jail('sshd', { mayConfigure: false }), await reading.jails({ mayConfigure: false })];
    expect(JSON.stringify(seen)).not.toContain('secret');
    expect(seen[0]).toMatchObject({ withheld: true, options: [{ name: 'bantime', value: '10m' }], actions: [{ name: 'mail', options: [] }], problems: [{ place: FAKE_PROBLEM.place, effect: 'start' }] });
  });

  it('shows defaults to nobody else but what runs nothing', async () => {
    const reading = createConfigReading(createFakeConfigReader());
    expect((await reading.defaults({ mayConfigure: true })).options.map(({ name }) => name)).toContain('action');
    const seen = await reading.defaults({ mayConfigure: false });
    expect(JSON.stringify(seen)).not.toContain('secret');
    expect(seen).toMatchObject({ withheld: true, options: [{ name: 'bantime', own: { jails: ['sshd'] } }] });
  });

  it('tells who uses an action', async () => {
    const reading = createConfigReading(createFakeConfigReader());
    expect([await reading.usersOf('action', 'mail'), await reading.usersOf('action', 'f')]).toEqual([['sshd'], []]);
  });

  it('tells of filters and actions whose files they are and who uses them', async () => {
    const reading = createConfigReading(createFakeConfigReader());
    expect(await reading.definitions('filter')).toEqual({ definitions: [{ name: 'f', files: [{ file: 'filter.d/f.conf', owner: 'package' }, { file: 'filter.d/f.local', owner: 'own' }], jails: ['sshd'] }] });
    expect((await reading.definitions('action')).definitions[0]?.jails).toEqual(['sshd']);
    expect((await reading.definition('filter', 'f')).files).toEqual([{ file: 'filter.d/f.local', owner: 'own', text: 'x' }]);
  });

  it('reads all jails once for all who ask meanwhile', async () => {
    const { reader, readings } = createFakeConfigReader();
    const reading = createConfigReading({ reader });
    await Promise.all([reading.jails({ mayConfigure: true }), reading.jails({ mayConfigure: false }), reading.definitions('filter')]);
    expect(readings()).toBe(1);
    await reading.jails({ mayConfigure: true });
    expect(readings()).toBe(2);
  });

  it('says what is not there', async () => {
    const reading = createConfigReading(createFakeConfigReader());
    await expect(reading.jail('nosuch', { mayConfigure: true })).rejects.toMatchObject({ code: 'JAIL_NOT_FOUND' });
    await expect(reading.definition('filter', 'nosuch')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
