import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

interface Panel {
  id: number;
  title: string;
  type: string;
  datasource: unknown;
  targets: Array<{ expr: string; queryType: string; datasource: unknown }>;
}

const read = <T>(file: string) => JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8')) as T;
const dashboard = read<{ uid: string; tags: string[]; templating: { list: Array<{ name: string; type: string; query: unknown }> }; panels: Panel[] }>('fleet-loki.json');
const chosen = { type: 'loki', uid: '${loki}' };

describe('the dashboard of many hosts on Loki', () => {
  it('is shipped under its own uid, and says that updates overwrite it', () => {
    const { includes } = read<{ includes: Array<Record<string, string>> }>('../plugin.json');
    expect(includes.filter(({ path: file }) => file === 'dashboards/fleet-loki.json')).toMatchObject([{ type: 'dashboard', uid: dashboard.uid }]);
    expect(dashboard.tags).toContain('copy before editing');
  });

  it('asks the chosen Loki for the chosen hosts', () => {
    expect(dashboard.templating.list.map(({ name }) => name)).toEqual(['loki', 'host', 'jail']);
    for (const { title, datasource, targets } of dashboard.panels) {
      expect([title, datasource, targets.map((target) => target.datasource)]).toEqual([title, chosen, [chosen]]);
      expect(targets[0]?.expr, title).toContain('{job="bangui", host=~"$host", event=');
    }
  });

  it('makes no label of an address but where it counts them', () => {
    const selectors = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => /\{([^}]*)\}/.exec(expr)?.[1] ?? ''));
    expect(selectors.filter((selector) => !/^job="bangui", host=~"\$host", event=~?"[a-z|]+"(, jail=~"\$jail")?$/.test(selector))).toEqual([]);
  });

  it('has no two panels of one name or number', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });
});
