import { describe, expect, it } from 'vitest';
import { summarize } from './summarize';

describe('summarize', () => {
  it('leaves what is small as it is', () => {
    const request = { addresses: ['192.0.2.7'], jails: ['sshd'], confirm: true, error: null };
    expect(summarize(request)).toEqual(request);
  });

  it('cuts long texts and lists and says how long they were', () => {
    expect(summarize({ a: 'x'.repeat(300), b: Array.from({ length: 1000 }, (_, i) => i) })).toEqual({
      a: `${'x'.repeat(200)}… (300 characters)`,
      b: [...Array.from({ length: 20 }, (_, i) => i), '… (1000 in all)'],
    });
  });

  it('stays small for a request of a megabyte, wherever its size lies', () => {
    const text = 'x'.repeat(1_000_000);
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`${i}${'k'.repeat(100)}`, i]));
    const deep = Array.from({ length: 50_000 }).reduce<unknown>((inner) => [inner], text);
    for (const value of [text, { [text]: text }, wide, deep, [[wide, wide], [wide]]]) {
      expect(JSON.stringify(summarize(value)).length).toBeLessThan(20_000);
    }
  });
});
