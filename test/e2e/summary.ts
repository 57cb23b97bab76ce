import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../stack/paths';

/** What we read of the report that Playwright writes. */
export interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number; duration: number };
  errors: Array<{ message?: string }>;
}

/** `test-results/e2e.json`: on which Grafana how many tests ran; with Playwright's own figures. */
export interface Summary extends PlaywrightReport {
  grafana: string | null;
  reason: string | null;
  run: number;
  passed: number;
  failed: number;
  skipped: number;
  startedAt: string;
  seconds: number;
}

export interface RunOutcome {
  grafana: string | null;
  reason?: string;
  startedAt: Date;
  report: PlaywrightReport;
}

const FILE = path.join(ROOT, 'test-results/e2e.json');

/** A run that fails before its tests must not leave the figures of the one before. */
export async function forgetSummary(): Promise<void> {
  await rm(FILE, { force: true });
}

/** The outcome of a run that never began. */
export function nothingRan(reason: string, skipped: number): RunOutcome {
  return { grafana: null, reason, startedAt: new Date(), report: { stats: { expected: 0, unexpected: 0, flaky: 0, skipped, duration: 0 }, errors: [] } };
}

export async function writeSummary({ grafana, reason = '', startedAt, report: { stats, errors } }: RunOutcome): Promise<Summary> {
  const failed = Math.max(stats.unexpected, errors.length > 0 ? 1 : 0);
  const summary: Summary = {
    grafana,
    reason: reason || null,
    run: stats.expected + stats.flaky + stats.unexpected,
    passed: stats.expected + stats.flaky,
    failed,
    skipped: stats.skipped,
    startedAt: startedAt.toISOString(),
    seconds: Math.round(stats.duration / 1000),
    stats,
    errors,
  };
  await mkdir(path.dirname(FILE), { recursive: true });
  await writeFile(FILE, `${JSON.stringify(summary, null, 2)}\n`);
  return summary;
}

export function summaryLine({ run, skipped, grafana }: Summary): string {
  return `e2e: ${run} run, ${skipped} skipped (Grafana ${grafana})`;
}
