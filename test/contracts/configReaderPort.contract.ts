import { describe, expect, it } from 'vitest';
import type { ConfigReaderPort } from '../../pkg/services/ports/configReaderPort';

/** What every implementation of ConfigReaderPort must do; `make` gives one whose only jail is `sshd` with the filter `f` and the action `mail`, and a mistake in it. */
export function describeConfigReaderPort(name: string, make: () => Promise<ConfigReaderPort>): void {
  describe(`ConfigReaderPort: ${name}`, () => {
    it('tells the jails with what they use, and the mistake with its place', async () => {
      const { jails, problems } = await (await make()).jails();
      expect(jails).toEqual([expect.objectContaining({ name: 'sshd', enabled: true, state: 'broken', filter: 'f', actions: ['mail'] })]);
      expect([...problems, ...(jails[0]?.problems ?? [])]).toContainEqual(expect.objectContaining({ place: { file: 'jail.local', line: 3 }, effect: 'start' }));
    });

    it('tells of one jail the same and more, and of no other', async () => {
      const reader = await make();
      const [summary] = (await reader.jails()).jails;
      const jail = await reader.jail('sshd');
      expect(jail).toMatchObject({ state: summary?.state, files: summary?.files, problems: summary?.problems });
      expect(jail?.options).toContainEqual(expect.objectContaining({ name: 'bantime', value: '10m', isKnown: true }));
      expect(jail?.actions).toMatchObject([{ name: 'mail', action: 'mail' }]);
      expect(await reader.jail('nosuch')).toBeNull();
    });

    it('tells the defaults, and which jails have their own', async () => {
      const reader = await make();
      const { options, problems } = await reader.defaults();
      expect(options.length).toBeGreaterThan(0);
      expect(options.filter(({ own }) => own.jails.some((jail) => jail !== 'sshd') || own.more > 0)).toEqual([]);
      expect(problems.length).toBeLessThanOrEqual(1);
    });

    it('tells filters and actions of the folder, and nothing outside of it', async () => {
      const reader = await make();
      expect(await reader.definitions('filter')).toEqual([{ name: 'f', files: ['filter.d/f.conf', 'filter.d/f.local'] }]);
      expect(await reader.definitions('action')).toEqual([{ name: 'mail', files: ['action.d/mail.local'] }]);
      expect((await reader.definition('filter', 'f'))?.files.map(({ file }) => file)).toContain('filter.d/f.local');
      expect(await reader.definition('filter', '../jail')).toBeNull();
      expect(await reader.definition('action', 'f')).toBeNull();
    });

    it('tells what the server is to run with, and where that stands', async () => {
      expect(await (await make()).server()).toContainEqual({ name: 'loglevel', raw: 'INFO', origin: { file: 'fail2ban.conf', line: 2 } });
    });
  });
}
