import grafanaConfig from '@grafana/eslint-config';
import grafanaI18n from '@grafana/i18n/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig([
  { ignores: ['node_modules', 'dist', 'build', '.cache', 'test-results', 'coverage', 'playwright-report'] },
  ...grafanaConfig,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
      'react/react-in-jsx-scope': 'off',
      'max-lines': ['error', { max: 400 }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['pkg/**/*.ts'],
    ignores: ['pkg/settings/**', 'pkg/runSidecar.ts', 'pkg/attach/main.ts', '**/*.test.ts'],
    rules: { 'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Only pkg/settings reads the environment.' }] },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.*'],
    plugins: { '@grafana/i18n': grafanaI18n },
    rules: {
      '@grafana/i18n/no-untranslated-strings': ['error', { calleesToIgnore: ['^css$'] }],
      '@grafana/i18n/no-translation-top-level': 'error',
      'no-restricted-globals': ['error', 'fetch', 'alert', 'confirm', 'open'],
      'no-restricted-properties': ['error', { object: 'document', property: 'querySelector' }, { object: 'window', property: 'location' }],
    },
  },
  { files: ['test/**/*.ts'], rules: { 'react-hooks/rules-of-hooks': 'off' } },
  { files: ['test/stack/**', 'test/bench/**', 'test/e2e/**', 'test/*.mjs', '.config/**'], rules: { 'no-console': 'off' } },
  { files: ['vitest.config.ts', 'src/**/*.d.ts', '.config/webpack/*.ts', 'test/**/globalSetup.ts', 'test/e2e/*.config.ts', 'src/components/**/lazy*.tsx'], rules: { 'no-restricted-exports': 'off' } },
]);
