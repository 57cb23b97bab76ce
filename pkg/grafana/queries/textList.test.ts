import { expect, it } from 'vitest';
import { textList } from './textList';

it.each([
  [undefined, undefined],
  ['', undefined],
  ['{}', undefined],
  [[], undefined],
  [['$__all'], undefined],
  ['sshd', ['sshd']],
  ['{sshd, nginx}', ['sshd', 'nginx']],
  [
    ['sshd', ' ', '{a,b}'],
    ['sshd', 'a', 'b'],
  ],
])('%j restricts to %j', (value, names) => {
  expect(textList(value)).toEqual(names);
});
