import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

export default defineConfig({
  test: {
    // Most files wait for fail2ban more than they compute.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['.config/**/*.test.ts', 'pkg/**/*.test.ts', 'src/**/*.test.ts', 'test/e2e/*.test.ts', 'test/stack/**/*.test.ts', 'test/structure/**/*.test.ts', 'test/fakes/**/*.test.ts'],
          // Some play hundreds of stories on real files, beside everything else that runs.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          environment: 'node',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/integration/globalSetup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Grafana gives plugins version 6 of the router under this name as well.
        resolve: { alias: { 'react-router-dom-v5-compat': 'react-router-dom' }, dedupe: ['react-router-dom'] },
        // What is found only while tests run makes vite load all of them anew.
        optimizeDeps: {
          include: [
            '@emotion/css',
            '@grafana/data',
            '@grafana/i18n',
            '@grafana/runtime',
            '@grafana/ui',
            '@tanstack/react-query',
            'react',
            'react-dom',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'react/jsx-runtime',
            'react-router-dom',
            'rxjs',
            'vitest-browser-react',
          ],
        },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.tsx'],
          globalSetup: ['test/browser/globalSetup.ts'],
          testTimeout: 30_000,
          // One host for all.
          fileParallelism: false,
          // What a page shows comes from a real sidecar and fail2ban, beside which other things may run.
          expect: { poll: { timeout: 10_000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
