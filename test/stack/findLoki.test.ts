import { describe, expect, it } from 'vitest';
import { findLoki } from './findLoki';

describe('the program of a real Loki', () => {
  it('is left out where nobody asks for it', () => {
    expect(findLoki({})).toBeNull();
    expect(findLoki({ LOKI_BIN: '/opt/loki', LOKI_REQUIRED: '1' })).toBe('/opt/loki');
  });

  it('is missed where it is asked for', () => {
    expect(() => findLoki({ LOKI_REQUIRED: '1' })).toThrow('LOKI_BIN');
  });
});
