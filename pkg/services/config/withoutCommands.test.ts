import { expect, it } from 'vitest';
import type { ConfigJail } from '../../contract/configReading';
import { withoutCommands } from './withoutCommands';

it('says nothing in words of fail2ban, which quote commands, to who may not configure', () => {
  const option = { raw: null, origin: null, isKnown: true };
  const jail: Omit<ConfigJail, 'withheld'> = {
    name: 'sshd',
    enabled: true,
    state: 'broken',
    files: ['jail.conf'],
    problems: [{ message: "Bad value substitution: 'secret'", place: null, effect: 'jail' }],
    options: [
      { ...option, name: 'bantime', value: null, problem: "Bad value substitution: Raw value: '%(nosuch)s secret'" },
      { ...option, name: 'maxretry', value: '5', problem: null },
      { ...option, name: 'action', value: 'secret', problem: null },
    ],
    filter: null,
    actions: [{ name: 'x', action: 'x', files: [], options: [{ name: 'key', value: 'secret', origin: null }] }],
    logFiles: [],
  };
  const shown = withoutCommands(jail);
  expect(JSON.stringify(shown)).not.toContain('secret');
  expect(shown.options.map(({ name, problem }) => [name, problem === null])).toEqual([['bantime', false], ['maxretry', true]]);
});
