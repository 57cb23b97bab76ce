import { expect, it } from 'vitest';
import { changedValues, problemOf, textsOf } from './parameterTexts';

const before = { jail: 'sshd', banTime: 600, findTime: 300, maxRetry: 3, maxMatches: 3 };

it('sends what was changed and nothing else', () => {
  expect(changedValues(textsOf(before), before)).toEqual({});
  expect(changedValues({ ...textsOf(before), banTime: '-1', maxRetry: ' 5 ' }, before)).toEqual({ banTime: -1, maxRetry: 5 });
});

it('sends nothing while one of them cannot be taken', () => {
  expect(changedValues({ ...textsOf(before), banTime: '60', maxRetry: '' }, before)).toBeNull();
  expect([problemOf('findTime', '-1'), problemOf('banTime', '0'), problemOf('maxRetry', '1.5'), problemOf('banTime', '10m')]).toEqual([true, true, true, true]);
});
