import { describe, expect, it } from 'vitest';
import { reasonToFail } from './outcome';

const ALL = { run: 90, failed: 0, skipped: 0 };

describe('a run of the end-to-end tests', () => {
  it.each([
    ['all ran', ALL, 0, true, null],
    ['some were skipped', { ...ALL, skipped: 4 }, 0, false, null],
    ['some were skipped where none may be', { ...ALL, skipped: 4 }, 0, true, 'E2E_REQUIRED=1, and 4 were skipped'],
    ['one failed', { ...ALL, failed: 1 }, 0, false, 'tests failed'],
    ['Playwright says that it failed', ALL, 1, false, 'tests failed'],
    ['none ran', { ...ALL, run: 0 }, 0, false, 'nothing ran'],
  ])('%s', (_name, summary, code, required, reason) => {
    expect(reasonToFail(summary, code, required)).toBe(reason);
  });
});
