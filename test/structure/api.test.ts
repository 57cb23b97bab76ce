import { describe, expect, it } from 'vitest';
import { ERROR_STATUS, UNREACHABLE_REASONS } from '../../pkg/contract/errors';
import { ACTION_ROLE } from '../../pkg/contract/roles';
import { API_PREFIX, ROUTES } from '../../pkg/contract/routes';
import { GUARD_RULES } from '../../pkg/domain/banGuard';
import type { RouteDeps } from '../../pkg/http/routes/allRoutes';
import { allRoutes } from '../../pkg/http/routes/allRoutes';
import { rowsUnder } from './markdown';
import { readText } from './repository';

describe('Docs/API_STATUS_CODES.md', () => {
  const text = readText('Docs/API_STATUS_CODES.md');
  const firstCells = (...head: string[]) => rowsUnder(text, ...head).map(([first]) => first);

  it('has every error code with its status, a meaning and a remedy, and no other', () => {
    const rows = rowsUnder(text, 'error_code', 'status');
    expect(Object.fromEntries(rows.map(([code = '', status]) => [code, Number(status)]))).toEqual(ERROR_STATUS);
    expect(rows.filter((row) => row.length !== 4 || row.includes(''))).toEqual([]);
  });

  it('has every route with the lowest role that may call it, and no other', () => {
    // The table alone: none of them is called, so they need no services.
    const routes = allRoutes({} as RouteDeps).map(({ method, path, role }) => [method.toUpperCase(), API_PREFIX + path, ACTION_ROLE[role]]);
    const written = rowsUnder(text, 'method', 'path', 'role').map((row) => row.slice(0, 3));
    expect(written.map(String).sort()).toEqual(routes.map(String).sort());
  });

  it('counts what reads the archive or runs fail2ban-regex', () => {
    const counted = allRoutes({} as RouteDeps).flatMap(({ path, takes }) => (takes ? [`${path} ${takes}`] : []));
    const { configPreview, configRestorePreview, configImportPreview, labRun, labSamplesRun, jailDryRun, history, historyLines, historyExport, trend, top, summary, address } = ROUTES;
    const archive = [history, historyLines, trend, top, summary, address].map((path) => `${path} archive`);
    expect(counted.sort()).toEqual([...archive, `${historyExport} export`, ...[configPreview, configRestorePreview, configImportPreview, labRun, labSamplesRun, jailDryRun].map((path) => `${path} lab`)].sort());
  });

  it('has every reason and every rule of the ban guard', () => {
    expect(firstCells('reason', 'means')).toEqual([...UNREACHABLE_REASONS]);
    expect(firstCells('rule', 'refused')).toEqual([...GUARD_RULES]);
  });
});
