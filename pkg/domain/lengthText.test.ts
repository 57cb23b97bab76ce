import { expect, it } from 'vitest';
import { lengthText } from './lengthText';

it.each([
  [0, '0 seconds'],
  [-5, '0 seconds'],
  [1, '1 second'],
  [59, '59 seconds'],
  [60, '1 minute'],
  [61, '1 minute 1 second'],
  [600, '10 minutes'],
  [3600, '1 hour'],
  [3659, '1 hour'],
  [90_000, '1 day 1 hour'],
  [86_400 * 400 + 59, '400 days'],
])('%d seconds are %s', (seconds, text) => {
  expect(lengthText(seconds)).toBe(text);
});
