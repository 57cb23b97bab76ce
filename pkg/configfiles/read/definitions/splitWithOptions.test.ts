import { expect, it } from 'vitest';
import { dialectOf } from '../dialect';
import { splitWithOptions } from './splitWithOptions';

const OLD = dialectOf('1.0.2', '/etc/fail2ban');

it.each([
  ['a\n b[x=1]\n  c[x="1\n 2", y=\'z]\'] d', ['a', 'b[x=1]', 'c[x="1\n 2", y=\'z]\']', 'd']],
  ['a [x=1][y=2] [z=3]', ['a [x=1][y=2] [z=3]']],
  ['a[x="1] b', ['a[x="1]', 'b']],
  ['[x=1] a', ['[x=1]', 'a']],
])('the actions of %j', (text, parts) => {
  expect(splitWithOptions(text, OLD).map((part) => part.trim())).toEqual(parts);
});

it('of a bracket that is never closed are told apart in no time', () => {
  // The regular expression of fail2ban needs twice as long for each further letter.
  const text = `a[${'b='.repeat(2000)}`;
  expect(splitWithOptions(text, OLD)).toEqual([text]);
});

it('know conditions in brackets from 1.1.1 on', () => {
  const text = 'a[x?family=inet6="y z"]';
  expect(splitWithOptions(text, OLD)).toHaveLength(2);
  expect(splitWithOptions(text, dialectOf('1.1.1', '/etc/fail2ban'))).toEqual([text]);
});
