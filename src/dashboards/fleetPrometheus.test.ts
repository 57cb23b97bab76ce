import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

interface Dashboard {
  templating: { list: Array<{ name: string; type: string; query: unknown; datasource?: unknown }> };
  panels: Array<{ title: string; datasource: unknown; targets: Array<{ datasource: unknown; expr: string }> }>;
}

const read = <T>(file: string) => JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8')) as T;
const dashboard = read<Dashboard>('fleet-prometheus.json');
const chosen = { type: 'prometheus', uid: '${datasource}' };

describe('the dashboard for fleets on Prometheus', () => {
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
});
