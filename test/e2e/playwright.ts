import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { startOwnChild } from '../stack/ownChild';
import { ROOT } from '../stack/paths';
import { runCommand } from '../stack/runCommand';
import type { StackInfo } from './stackInfo';
import { STACK_VARIABLE } from './stackInfo';
import type { PlaywrightReport } from './summary';

const PROGRAM = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
const CONFIG = path.join(ROOT, 'test/e2e/playwright.config.ts');
const REPORT = path.join(ROOT, 'test-results/e2e-playwright.json');

/** How many tests there are. */
export async function listTests(args: readonly string[]): Promise<number> {
  const { code, stdout, stderr } = await runCommand(process.execPath, [PROGRAM, 'test', '--config', CONFIG, '--list', '--reporter=list', ...args], { cwd: ROOT });
  const total = /^Total: (\d+) tests?/m.exec(stdout)?.[1];
  if (code !== 0 || total === undefined) {
    throw new Error(`The end-to-end tests cannot be listed:\n${stdout}${stderr}`);
  }
  return Number(total);
}

interface PlayOptions {
  args: readonly string[];
  stack: StackInfo;
  chromium: string;
  signal: AbortSignal;
}

export async function playTests({ args, stack, chromium, signal }: PlayOptions): Promise<{ code: number | null; report: PlaywrightReport }> {
  await rm(REPORT, { force: true });
  const env = {
    ...process.env,
    [STACK_VARIABLE]: JSON.stringify(stack),
    CHROMIUM_PATH: chromium,
    GRAFANA_ADMIN_USER: stack.admin.user,
    GRAFANA_ADMIN_PASSWORD: stack.admin.password,
    PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT,
  };
  const child = await startOwnChild(process.execPath, [PROGRAM, 'test', '--config', CONFIG, ...args], {
    // plugin-e2e stores an administrator's session below the working folder: this one is removed at the end.
    cwd: stack.authDir,
    env,
    onOutput: (text) => process.stdout.write(text),
  });
  // On SIGINT Playwright closes its browsers before it ends.
  const interrupt = () => child.signal('SIGINT');
  signal.addEventListener('abort', interrupt, { once: true });
  const { code } = await child.exited;
  signal.removeEventListener('abort', interrupt);
  signal.throwIfAborted();
  return { code, report: JSON.parse(await readFile(REPORT, 'utf8')) as PlaywrightReport };
}
