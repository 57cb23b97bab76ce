import { rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('build/sidecar', { recursive: true, force: true });

await build({
  // A worker thread is started from a file of its own, which lies beside every chunk.
  entryPoints: { main: 'pkg/entry.ts', serverDatabaseWorker: 'pkg/fail2ban/serverDatabase/serverDatabaseWorker.ts', archiveWorker: 'pkg/archive/archiveWorker.ts' },
  outdir: 'build/sidecar',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
});
