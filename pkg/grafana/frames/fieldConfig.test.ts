import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { HEALTH_STATES } from '../../contract/status';
import { remaining, STATE } from './fieldConfig';

const TEXTS = path.resolve(import.meta.dirname, '../../../src/locales/en-US/bangui-fail2ban-app.json');

describe('how panels show values', () => {
  it('names each state as the pages do', () => {
    const { state } = JSON.parse(readFileSync(TEXTS, 'utf8')) as { state: Record<string, string> };
    const [mapping] = STATE.mappings ?? [];
    expect(Object.keys(state).sort()).toEqual([...HEALTH_STATES].sort());
    for (const [name, text] of Object.entries(state)) {
      expect(mapping?.options[name]).toMatchObject({ text });
    }
  });

  it('counts the time left in whole units', () => {
    expect(remaining('Time left')).toMatchObject({ unit: 'dtdurations', decimals: 1, noValue: 'for ever' });
  });
});
