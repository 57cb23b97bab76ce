import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { querySchema } from '../../pkg/contract/queries';
import { DATA_SOURCE_TYPE, OVERVIEW_DASHBOARD_UID } from '../constants';
import { LISTED_OVERVIEW, PAGES } from '../routing';

interface Dashboard {
  uid: string;
  tags: string[];
  templating: { list: Array<{ name: string; type: string; query: string }> };
  panels: Array<{
    title: string;
    type: string;
    datasource: unknown;
    targets: Array<Record<string, unknown>>;
    fieldConfig: { defaults: { noValue?: string; color?: { mode: string; fixedColor?: string }; thresholds?: { steps: Array<{ value: number | null; color: string }> } } };
  }>;
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

  it('stands in the menu beside the pages, each under a name and an address of its own', () => {
    const { id, includes } = read<{ id: string; includes: Array<{ name: string; path: string; addToNav?: boolean }> }>('../plugin.json');
    const listed = includes.filter(({ addToNav }) => addToNav);
    expect(listed.map(({ name }) => name)).toEqual(expect.arrayContaining(['Overview', 'Bans', 'Dashboard: fail2ban overview']));
    expect(listed.map(({ path: address }) => address)).toEqual(expect.arrayContaining([`/a/${id}/${LISTED_OVERVIEW}`, `/a/${id}/${PAGES.bans}`]));
    // Grafana folds a page at the app's own address into the entry of the app.
    expect(listed.map(({ path: address }) => address)).not.toContain(`/a/${id}`);
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

  it('never looks well while nothing is known', () => {
    const stats = dashboard.panels.filter(({ type }) => type === 'stat');
    expect(stats.length).toBeGreaterThan(0);
    for (const { title, fieldConfig } of stats) {
      const { noValue, color, thresholds } = fieldConfig.defaults;
      // Without thresholds of its own a panel takes Grafana's, whose base is green.
      const base = color?.mode === 'fixed' ? color.fixedColor : (thresholds?.steps.find(({ value }) => value === null)?.color ?? 'green');
      expect([title, noValue]).toEqual([title, 'unknown']);
      expect(base, title).toMatch(/^(?!.*green)./);
    }
  });

  it('has no two panels of one name', () => {
    const titles = dashboard.panels.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
