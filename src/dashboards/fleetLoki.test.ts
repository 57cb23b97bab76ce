import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

interface Panel {
  title: string;
  datasource: unknown;
  targets: Array<{ expr: string; datasource: unknown }>;
}

const dashboard = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fleet-loki.json'), 'utf8')) as { templating: { list: Array<{ name: string }> }; panels: Panel[] };
const chosen = { type: 'loki', uid: '${loki}' };

describe('the dashboard of many hosts on Loki', () => {
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
});
