import { expect, it } from 'vitest';
import { tokenMatches } from './tokenMatches';

it.each([
  ['b', ['a', 'b'], true],
  ['c', ['a', 'b'], false],
  ['ab', ['a', 'b'], false],
  ['', ['', 'b'], false],
  ['b', [], false],
])('%j against %j is %j', (given, accepted, matches) => {
  expect(tokenMatches(given, accepted)).toBe(matches);
});
