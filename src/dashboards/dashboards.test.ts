import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { querySchema } from '../../pkg/contract/queries';
import { DATA_SOURCE_TYPE, OVERVIEW_DASHBOARD_UID } from '../constants';
import { LISTED_OVERVIEW, PAGES } from '../routing';

interface Target {
  refId: string;
  datasource: unknown;
}

interface Dashboard {
  uid: string;
  tags: string[];
  revision: number;
  templating: { list: Array<{ name: string; type: string; query: unknown; datasource?: unknown; includeAll?: boolean; allValue?: string }> };
  annotations: { list: Array<{ datasource: unknown; target: Target }> };
  panels: Array<{
    id: number;
    title: string;
    type: string;
    datasource: unknown;
    targets: Target[];
    fieldConfig: { defaults: { noValue?: string; color?: { mode: string; fixedColor?: string }; thresholds?: { steps: Array<{ value: number | null; color: string }> } } };
  }>;
}

const read = <T>(file: string) => JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8')) as T;
const { id, includes } = read<{ id: string; includes: Array<{ type: string; name: string; path: string; uid?: string; addToNav?: boolean }> }>('../plugin.json');
const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json'));
/** Those for fleets ask data sources of other kinds. */
const ofHosts = files.filter((file) => !file.startsWith('fleet-'));
const chosen = { type: DATA_SOURCE_TYPE, uid: '${datasource}' };

describe('the shipped dashboards', () => {
  it('are listed, each under the uid it has', () => {
    const listed = includes.filter(({ type }) => type === 'dashboard');
    const shipped = files.map((file) => [`dashboards/${file}`, read<Dashboard>(file).uid]);
    expect(listed.map((include) => [include.path, include.uid]).sort()).toEqual(shipped.sort());
    expect(new Set(listed.map(({ name }) => name)).size).toBe(listed.length);
    expect(read<Dashboard>('overview.json').uid).toBe(OVERVIEW_DASHBOARD_UID);
  });

  it('stand in the menu beside the pages, each under a name and an address of its own', () => {
    const inMenu = includes.filter(({ addToNav }) => addToNav);
    expect(inMenu.map(({ name }) => name)).toEqual(expect.arrayContaining(['Overview', 'Bans', 'Dashboard: fail2ban overview']));
    expect(inMenu.map(({ path: address }) => address)).toEqual(expect.arrayContaining([`/a/${id}/${LISTED_OVERVIEW}`, `/a/${id}/${PAGES.bans}`]));
    // Grafana folds a page at the app's own address into the entry of the app.
    expect(inMenu.map(({ path: address }) => address)).not.toContain(`/a/${id}`);
  });
});

describe.each(files)('%s', (file) => {
  const { tags, revision, panels } = read<Dashboard>(file);

  it('means every jail by all jails, also those that are gone', () => {
    const all = read<Dashboard>(file).templating.list.filter(({ name, includeAll }) => name === 'jail' && includeAll);
    expect(all.map(({ allValue }) => allValue)).toEqual(all.map(() => (file.startsWith('fleet-') ? '.+' : '$__all')));
  });

  it('says that updates overwrite it, and counts its changes', () => {
    expect(tags).toContain('copy before editing');
    expect(revision).toBeGreaterThan(0);
  });

  it('never looks well while nothing is known', () => {
    const stats = panels.filter(({ type }) => type === 'stat');
    for (const { title, fieldConfig } of stats) {
      const { noValue, color, thresholds } = fieldConfig.defaults;
      // Without thresholds of its own a panel takes Grafana's, whose base is green.
      const base = color?.mode === 'fixed' ? color.fixedColor : (thresholds?.steps.find(({ value }) => value === null)?.color ?? 'green');
      expect([title, noValue]).toEqual([title, 'unknown']);
      expect(base, title).toMatch(/^(?!.*green)./);
    }
  });

  it('has no two panels of one name or number', () => {
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    expect(new Set(panels.map((panel) => panel.id)).size).toBe(panels.length);
  });
});

describe.each(ofHosts)('%s', (file) => {
  const { templating, annotations, panels } = read<Dashboard>(file);

  it('lets choose the host, and its jails', () => {
    expect(templating.list.slice(0, 2)).toMatchObject([
      { name: 'datasource', type: 'datasource', query: DATA_SOURCE_TYPE },
      { name: 'jail', type: 'query', datasource: chosen, query: { kind: 'jails' } },
    ]);
  });

  it('asks the chosen host what the sidecar understands', () => {
    for (const { datasource, targets } of panels) {
      expect(datasource).toEqual(chosen);
      expect(targets).toHaveLength(1);
    }
    const asked = [...panels.flatMap(({ targets }) => targets), ...annotations.list.map(({ target, datasource }) => ({ ...target, datasource }))];
    for (const { refId, datasource, ...query } of asked) {
      expect([refId === '', datasource]).toEqual([false, chosen]);
      expect(querySchema.parse(query)).toMatchObject(query);
    }
  });
});
