import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { jobTable } from '../../pkg/jobs/jobTable';
import { rowsUnder } from './markdown';
import { readText, repositoryFiles } from './repository';

const text = readText('Docs/Architecture.md');

describe('the services of Docs/Architecture.md', () => {
  const rows = rowsUnder(text, 'service', 'task');
  const factories = repositoryFiles().filter((file) => /^pkg\/services\/(.*\/)?create\w+\.ts$/.test(file));

  it('are the factories of the code, each once', () => {
    const names = factories.map((file) => path.posix.relative('pkg/services', file).replace(/\.ts$/, ''));
    expect(rows.map(([name]) => name).sort()).toEqual(names.sort());
  });

  it('are exported under the names of their files', () => {
    expect(factories.filter((file) => !readText(file).includes(`export function ${path.posix.basename(file, '.ts')}`))).toEqual([]);
  });

  it('have a task', () => {
    expect(rows.filter(([, task = '']) => task === '')).toEqual([]);
  });
});

describe('the jobs of Docs/Architecture.md', () => {
  const rows = rowsUnder(text, 'job', 'every');

  it('are those of the table, with their period', () => {
    const jobs = jobTable({ historySync: { sync: async () => ({ synced: 0 }) }, geo: { resolvePending: async () => ({ resolved: 0, total: 0 }) }, maintenance: { run: async () => {} }, configWatch: { run: async () => {} }, filterTrials: { run: async () => ({ tried: 0, untried: 0, blind: 0 }) }, shipping: { ship: async () => {} } });
    expect(rows.map(([name, every]) => [name, every]).sort()).toEqual(jobs.map(({ name, everySeconds }) => [name, `${everySeconds} s`]).sort());
  });

  it('say what they do', () => {
    expect(rows.filter(([, , what = '']) => what === '')).toEqual([]);
  });
});
