import path from 'node:path';
import { readFileSync } from 'node:fs';
import CopyPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import { externals } from './externals';
import { ModeKeeper } from './ModeKeeper';

const APP_ID = 'bangui-fail2ban-app';
const PANELS = ['jails', 'bans'];
const ROOT = process.cwd();
const SOURCE = path.join(ROOT, 'src');
const OUTPUT = path.join(ROOT, 'dist');

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };

function fillIn(content: Buffer): string {
  return content.toString('utf8').replaceAll('%VERSION%', version).replaceAll('%TODAY%', new Date().toISOString().slice(0, 10));
}

function panelLocale(panel: string, appLocale: string): string {
  const language = path.basename(path.dirname(appLocale));
  return `panels/${panel}/locales/${language}/bangui-${panel}-panel.json`;
}

export default function configuration(_env: unknown, argv: { mode?: string; watch?: boolean }): Configuration {
  const development = argv.mode === 'development' || argv.watch === true;
  return {
    name: APP_ID,
    mode: development ? 'development' : 'production',
    target: 'web',
    context: SOURCE,
    devtool: development ? 'eval-source-map' : 'source-map',
    // The last file of each entry is what Grafana gets to see.
    entry: {
      module: ['./publicPath.ts', './module.tsx'],
      'datasource/module': './datasource/module.ts',
      ...Object.fromEntries(PANELS.map((name) => [`panels/${name}/module`, ['./panels/publicPath.ts', `./panels/${name}/module.ts`]])),
    },
    externals,
    output: {
      clean: true,
      path: OUTPUT,
      filename: '[name].js',
      chunkFilename: development ? '[name].js' : '[name].[contenthash:10].js',
      library: { type: 'amd' },
      publicPath: `public/plugins/${APP_ID}/`,
      uniqueName: APP_ID,
    },
    resolve: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          exclude: /node_modules/,
          loader: 'swc-loader',
          options: {
            jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic', development: false } } },
          },
        },
      ],
    },
    // Bundles of one page take chunks from each other: a module must have the same exports in all of them, whoever loads it first.
    optimization: { moduleIds: 'deterministic', chunkIds: development ? 'named' : 'deterministic', usedExports: 'global' },
    // The budget: what Grafana loads before anybody opens a page stays small.
    performance: development
      ? { hints: false }
      : { hints: 'error', maxEntrypointSize: 40_000, maxAssetSize: 120_000, assetFilter: (name) => name.endsWith('.js') },
    plugins: [
      new CopyPlugin({
        patterns: [
          { from: '**/plugin.json', transform: fillIn },
          { from: '{img,datasource/img,panels/*/img}/**/*' },
          { from: '{locales,datasource/locales}/**/*.json' },
          // Panels are made of the app's own components, and so of its words; Grafana looks for them under each panel's id.
          ...PANELS.map((name) => ({ from: `locales/*/${APP_ID}.json`, to: ({ absoluteFilename = '' }) => panelLocale(name, absoluteFilename) })),
          { from: 'dashboards/*.json' },
          { from: 'datasource/gpx_bangui_*' },
          { from: path.join(ROOT, '{README.md,CHANGELOG.md,LICENSE}').replaceAll(path.sep, '/'), to: '[name][ext]', noErrorOnMissing: true },
        ],
      }),
      new ModeKeeper({ from: SOURCE, names: /^datasource\/gpx_bangui_/ }),
    ],
  };
}
