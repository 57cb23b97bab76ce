import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { ROOT } from '../stack/paths';
import { readStackInfo } from './stackInfo';

const results = path.join(ROOT, 'test-results');

export default defineConfig({
  testDir: './specs',
  outputDir: path.join(results, 'e2e'),
  // One stack is shared: what one test stops is missing in another.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  use: {
    baseURL: readStackInfo()?.grafanaUrl,
    viewport: { width: 1400, height: 1000 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
  projects: [
    { name: 'people', testMatch: 'people.setup.ts' },
    { name: 'grafana', testMatch: '*.spec.ts', dependencies: ['people'] },
  ],
});
