import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCounts, sumOf } from '../testCounts.mjs';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'bangui-counts-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function counts(report: unknown) {
  const file = path.join(dir, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return readCounts(file);
}

const vitestReport = { numPassedTests: 7, numFailedTests: 0, numFailedTestSuites: 0, numPendingTests: 1, numTodoTests: 1, success: true };

it('reads the reports of vitest and Playwright', () => {
  expect(counts(vitestReport)).toEqual({ passed: 7, failed: 0, skipped: 2 });
  expect(counts({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] })).toEqual({ passed: 4, failed: 1, skipped: 2 });
});

it('counts a file that could not be loaded as a failure', () => {
  expect(counts({ ...vitestReport, success: false, numFailedTestSuites: 1 })?.failed).toBe(1);
  expect(counts({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'no tests' }] })?.failed).toBe(1);
});

it('takes a missing report for no result', () => {
  expect(readCounts(path.join(dir, 'none.json'))).toBeNull();
});

it('adds up', () => {
  expect(sumOf([{ passed: 1, failed: 2, skipped: 3 }, { passed: 4, failed: 0, skipped: 1 }])).toEqual({ passed: 5, failed: 2, skipped: 4 });
});
