/*
 * `npm test`: every check in order, the cheap ones first; stops at the first that fails.
 * The closing line adds up what the reports of vitest and Playwright say.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCounts, sumOf } from './testCounts.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const results = path.join(root, 'test-results');
const bin = (name) => path.join(root, 'node_modules/.bin', name);
const npm = (script) => ({ file: 'npm', args: ['run', '--silent', script] });

function vitest(project) {
  const report = path.join(results, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { file: bin('vitest'), args, report };
}

const steps = [
  { name: 'lint', ...npm('lint') },
  { name: 'types', ...npm('typecheck') },
  { name: 'import rules', ...npm('imports') },
  { name: 'what the tests need', file: bin('tsx'), args: ['test/stack/prepareTests.ts'] },
  { name: 'build', ...npm('build') },
  { name: 'unit tests', ...vitest('unit') },
  { name: 'integration tests', ...vitest('integration') },
  { name: 'browser tests', ...vitest('browser') },
  { name: 'end-to-end tests', file: process.execPath, args: ['test/e2e/run.mjs'], report: path.join(results, 'e2e.json') },
];

let running = null;
for (const name of ['SIGINT', 'SIGTERM']) {
  process.once(name, () => {
    running?.kill(name);
    process.exitCode = 1;
  });
}

function run({ file, args }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: process.env });
    running = child;
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      process.stdout.write(text);
      output = (output + text).slice(-65_536);
    });
    child.once('error', reject).once('close', (code) => resolve({ ok: code === 0, output }));
  });
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const counts = [];
let failed = null;
let skippedLine = '';
for (const step of steps) {
  process.stdout.write(`\n━━ ${step.name} ━━\n`);
  const started = Date.now();
  const { ok, output } = await run(step);
  const counted = step.report === undefined ? null : readCounts(step.report);
  if (counted !== null) {
    counts.push(counted);
  }
  skippedLine = /^e2e: 0 run,.*$/m.exec(output)?.[0] ?? skippedLine;
  const untold = step.report !== undefined && counted === null;
  process.stdout.write(`${step.name}: ${ok && !untold ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s\n`);
  if (!ok || untold || counted?.failed > 0) {
    failed = untold && ok ? `${step.name} (it left no report)` : step.name;
    break;
  }
}

const { passed, failed: failures, skipped } = sumOf(counts);
process.stdout.write(failed === null ? '\nEverything passed.\n' : `\nStopped: ${failed} failed.\n`);
if (skippedLine !== '') {
  process.stdout.write(`${skippedLine}\n`);
}
process.stdout.write(`${passed} passed, ${failures} failed, ${skipped} skipped\n`);
process.exitCode = failed === null && process.exitCode === undefined ? 0 : 1;
