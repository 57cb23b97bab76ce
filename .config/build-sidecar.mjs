import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

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
  define: { __SIDECAR_VERSION__: JSON.stringify(version) },
  logLevel: 'warning',
});
