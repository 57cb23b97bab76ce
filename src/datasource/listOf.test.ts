import { expect, it } from 'vitest';
import { listOf } from './listOf';

it.each([
  [undefined, []],
  ['', []],
  ['sshd', ['sshd']],
  [' sshd , $jail ,', ['sshd', '$jail']],
  [['sshd', 'a,b'], ['sshd', 'a', 'b']],
  ['${jail:csv}', ['${jail:csv}']],
  ['{a,b}', ['{a,b}']],
])('reads the names in %j', (value, names) => {
  expect(listOf(value)).toEqual(names);
});
