import { existsSync, readFileSync } from 'node:fs';

/** How the tests of one report ended. `null` when there is no report. */
export function readCounts(file) {
  if (!existsSync(file)) {
    return null;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return 'stats' in report ? playwrightCounts(report) : vitestCounts(report);
}

function vitestCounts({ numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, numTodoTests, success }) {
  // A file that cannot even be loaded has no test that failed, but it has not passed.
  const failed = numFailedTests === 0 && success === false ? Math.max(1, numFailedTestSuites) : numFailedTests;
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

function playwrightCounts({ stats, errors }) {
  const failed = stats.unexpected === 0 && errors.length > 0 ? errors.length : stats.unexpected;
  return { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped };
}

export function sumOf(counts) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}
