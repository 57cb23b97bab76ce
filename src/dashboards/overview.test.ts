import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { querySchema } from '../../pkg/contract/queries';
import { DATA_SOURCE_TYPE, OVERVIEW_DASHBOARD_UID } from '../constants';

interface Dashboard {
  uid: string;
  tags: string[];
  templating: { list: Array<{ name: string; type: string; query: string }> };
  panels: Array<{ title: string; datasource: unknown; targets: Array<Record<string, unknown>> }>;
}

const read = <T>(file: string) => JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8')) as T;
const dashboard = read<Dashboard>('overview.json');
const chosen = { type: DATA_SOURCE_TYPE, uid: '${datasource}' };

describe('the shipped dashboard', () => {
  it('has the uid that the app names, and says that updates overwrite it', () => {
    const { includes } = read<{ includes: Array<Record<string, string>> }>('../plugin.json');
    expect(includes.find(({ type }) => type === 'dashboard')).toMatchObject({ path: 'dashboards/overview.json', uid: OVERVIEW_DASHBOARD_UID });
    expect(dashboard).toMatchObject({ uid: OVERVIEW_DASHBOARD_UID });
    expect(dashboard.tags).toContain('copy before editing');
  });

  it('asks the chosen host what the sidecar understands', () => {
    expect(dashboard.templating.list).toMatchObject([{ name: 'datasource', type: 'datasource', query: DATA_SOURCE_TYPE }]);
    for (const { datasource, targets } of dashboard.panels) {
      expect(datasource).toEqual(chosen);
      expect(targets).toHaveLength(1);
      for (const { refId, datasource: own, ...query } of targets) {
        expect([refId, own]).toEqual(['A', chosen]);
        expect(querySchema.parse(query)).toMatchObject(query);
      }
    }
  });
});
