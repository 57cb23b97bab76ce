import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

interface Dashboard {
  uid: string;
  revision: number;
  tags: string[];
  templating: { list: Array<{ name: string; type: string; query: unknown; datasource?: unknown }> };
  panels: Array<{
    id: number;
    title: string;
    type: string;
    datasource: unknown;
    targets: Array<{ refId: string; datasource: unknown; expr: string }>;
    fieldConfig: { defaults: { noValue?: string; color?: { mode: string; fixedColor?: string }; thresholds?: { steps: Array<{ value: number | null; color: string }> } } };
  }>;
}

const read = <T>(file: string) => JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8')) as T;
const dashboard = read<Dashboard>('fleet-prometheus.json');
const chosen = { type: 'prometheus', uid: '${datasource}' };

describe('the dashboard for fleets on Prometheus', () => {
  it('is shipped under its uid, and says that updates overwrite it', () => {
    const { includes } = read<{ includes: Array<Record<string, unknown>> }>('../plugin.json');
    expect(includes).toContainEqual({ type: 'dashboard', name: 'Dashboard: fail2ban fleet (Prometheus)', uid: dashboard.uid, path: 'dashboards/fleet-prometheus.json' });
    expect(dashboard.tags).toContain('copy before editing');
    expect(dashboard.revision).toBeGreaterThan(0);
  });

  it('asks the chosen Prometheus, of the chosen hosts and jails', () => {
    expect(dashboard.templating.list).toMatchObject([
      { name: 'datasource', type: 'datasource', query: 'prometheus' },
      { name: 'instance', type: 'query', datasource: chosen },
      { name: 'jail', type: 'query', datasource: chosen },
    ]);
    for (const { title, datasource, targets } of dashboard.panels) {
      expect(datasource, title).toEqual(chosen);
      expect(targets.length, title).toBeGreaterThan(0);
      for (const target of targets) {
        expect(target.datasource, title).toEqual(chosen);
        const selectors = [...target.expr.matchAll(/\b(?:f2b|bangui)_\w+(\{[^}]*\})?/g)].map(([, selector]) => selector ?? '');
        expect(selectors.length, title).toBeGreaterThan(0);
        selectors.forEach((selector) => expect(selector, title).toContain('instance=~"$instance"'));
      }
    }
  });

  it('never looks well while nothing is known', () => {
    const stats = dashboard.panels.filter(({ type }) => type === 'stat');
    expect(stats.length).toBeGreaterThan(0);
    for (const { title, fieldConfig } of stats) {
      const { noValue, color, thresholds } = fieldConfig.defaults;
      const base = color?.mode === 'fixed' ? color.fixedColor : (thresholds?.steps.find(({ value }) => value === null)?.color ?? 'green');
      expect([title, noValue]).toEqual([title, 'unknown']);
      expect(base, title).toMatch(/^(?!.*green)./);
    }
  });

  it('has no two panels of one name or number', () => {
    expect(new Set(dashboard.panels.map(({ title }) => title)).size).toBe(dashboard.panels.length);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });
});
