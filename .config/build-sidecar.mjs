import { rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('build/sidecar', { recursive: true, force: true });

await build({
  entryPoints: { main: 'pkg/entry.ts' },
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
