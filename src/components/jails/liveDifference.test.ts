import { describe, expect, it } from 'vitest';
import { liveDifference } from './liveDifference';

const live = { jail: 'sshd', banTime: 600, findTime: 300, maxRetry: 3, maxMatches: 3 };

describe('liveDifference', () => {
  it('tells what the server has in place of what is configured', () => {
    expect(liveDifference({ name: 'bantime', value: '10m' }, live)).toBeNull();
    expect(liveDifference({ name: 'bantime', value: '1h' }, live)).toBe(600);
    expect(liveDifference({ name: 'maxretry', value: '5' }, live)).toBe(3);
  });

  it.each([
    ['logpath', '5', live],
    ['bantime', null, live],
    ['bantime', 'soon', live],
    ['bantime', '1h', null],
    ['maxmatches', '1', { maxRetry: 3 }],
  ] as const)('tells nothing of %s = %s where nothing can be compared', (name, value, parameters) => {
    expect(liveDifference({ name, value }, parameters)).toBeNull();
  });
});
