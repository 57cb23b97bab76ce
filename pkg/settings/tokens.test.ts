import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from './settings';
import { loadTokens } from './tokens';

describe('loadTokens', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'bangui-tokens-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const load = (extra: NodeJS.ProcessEnv = {}) => loadTokens(readSettings({ BANGUI_STATE_DIR: path.join(dir, 'state'), ...extra }).settings);
  const modeOf = (file: string) => (statSync(path.join(dir, file)).mode & 0o777).toString(8);

  it('makes both kinds once, for their owner alone, and keeps them', () => {
    const first = load();
    expect(load()).toEqual(first);
    expect(first.grafana[0]).toHaveLength(43);
    expect(first.script).toEqual([{ name: 'local', role: 'Admin', token: expect.stringMatching(/^[\w-]{43}$/) }]);
    expect(first.grafana[0]).not.toBe(first.script[0]?.token);
    expect(modeOf('state/grafana-token')).toBe('600');
    expect(modeOf('state/script-token')).toBe('600');
  });

  it('prefers the tokens of the settings and takes two during a rotation', () => {
    const { grafana } = load({ BANGUI_GRAFANA_TOKENS: 'the-new-token-of-grafana,the-old-token-of-grafana' });
    expect(grafana).toEqual(['the-new-token-of-grafana', 'the-old-token-of-grafana']);
  });
});
