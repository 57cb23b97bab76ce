import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
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

  const load = (extra: NodeJS.ProcessEnv = {}, group: number | null = null) =>
    loadTokens(readSettings({ BANGUI_STATE_DIR: path.join(dir, 'state'), BANGUI_PLUGIN_SOCKET: path.join(dir, 'run/bangui/plugin.sock'), ...extra }).settings, group);
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

  it("lays Grafana's token beside the plugin socket, for Grafana's group to read", () => {
    const { grafana } = load({}, 65_534);
    expect(readFileSync(path.join(dir, 'run/bangui/token'), 'utf8')).toBe(grafana[0]);
    expect(modeOf('run/bangui/token')).toBe('640');
    expect(modeOf('run/bangui')).toBe('750');
    expect(modeOf('run')).toBe('755');
    expect(statSync(path.join(dir, 'run/bangui/token')).gid).toBe(65_534);
    expect(statSync(path.join(dir, 'run/bangui')).gid).toBe(65_534);
  });

  it('shares no token when the plugin socket is a TCP port', () => {
    expect(load({ BANGUI_PLUGIN_SOCKET: '127.0.0.1:9442' }).grafana).toHaveLength(1);
    expect(existsSync(path.join(dir, 'run'))).toBe(false);
  });

  it('prefers the tokens of the settings and follows their rotation', () => {
    load();
    const { grafana } = load({ BANGUI_GRAFANA_TOKENS: 'the-new-token-of-grafana,the-old-token-of-grafana' });
    expect(grafana).toEqual(['the-new-token-of-grafana', 'the-old-token-of-grafana']);
    expect(readFileSync(path.join(dir, 'run/bangui/token'), 'utf8')).toBe('the-new-token-of-grafana');
  });
});
