import { describe, expect, it } from 'vitest';
import { readSettings } from './settings';
import { SettingsError } from './SettingsError';

const TOKEN = 'a-token-of-sixteen-signs';

describe('readSettings', () => {
  it('needs nothing: every variable has a production default', () => {
    const { settings, unknown } = readSettings({});
    expect(settings).toMatchObject({
      development: false,
      fail2ban: { socket: '/var/run/fail2ban/fail2ban.sock', configDir: '/etc/fail2ban' },
      stateDir: '/var/lib/bangui',
      pluginSocket: '/run/bangui/grafana/plugin.sock',
      http: { host: '127.0.0.1', port: 9441 },
      corsOrigins: [],
      logLevel: 'info',
      healthIntervalSeconds: 30,
    });
    expect(unknown).toEqual([]);
    expect(Object.isFrozen(settings)).toBe(true);
  });

  it('keeps development inside the working directory', () => {
    const { settings } = readSettings({ NODE_ENV: 'development' });
    expect(settings.stateDir.startsWith(process.cwd())).toBe(true);
    expect(settings.pluginSocket.startsWith(settings.stateDir)).toBe(true);
    expect(settings.logLevel).toBe('debug');
  });

  it('reads where fail2ban keeps its files', () => {
    const { fail2ban } = readSettings({ BANGUI_PATH_MAP: '/var/log=/host/log, /var/lib/fail2ban = /f2b', BANGUI_FAIL2BAN_LOG: '/host/log/f2b.log' }).settings;
    expect(fail2ban.pathMap).toEqual([{ from: '/var/log', to: '/host/log' }, { from: '/var/lib/fail2ban', to: '/f2b' }]);
    expect(fail2ban.log).toBe('/host/log/f2b.log');
  });

  it('reads where Loki is, and ships nothing without', () => {
    expect(readSettings({ BANGUI_LOKI_TENANT: 'a' }).settings.loki).toBeNull();
    const env = { BANGUI_LOKI_URL: 'https://loki.example:3100/behind', BANGUI_LOKI_TENANT: 'team-a', BANGUI_LOKI_LABELS: 'team=blue, site=a=b' };
    expect(readSettings(env).settings.loki).toEqual({ url: env.BANGUI_LOKI_URL, tenant: 'team-a', user: null, passwordFile: null, labels: { team: 'blue', site: 'a=b' } });
  });

  it('reads addresses, tokens, origins and programs', () => {
    const { settings } = readSettings({
      BANGUI_HTTP_ADDRESS: '[::1]:9000',
      BANGUI_GRAFANA_TOKENS: `${TOKEN}-1, ${TOKEN}-2`,
      BANGUI_SCRIPT_TOKENS: `backup:Viewer:${TOKEN},ops:Admin:${TOKEN}-3`,
      BANGUI_CORS_ORIGINS: 'https://one.example, http://two.example:3000',
      BANGUI_FAIL2BAN_CLIENT: 'docker exec f2b fail2ban-client',
    });
    expect(settings.http).toEqual({ host: '::1', port: 9000 });
    expect(settings.grafanaTokens).toEqual([`${TOKEN}-1`, `${TOKEN}-2`]);
    expect(settings.scriptTokens).toEqual([
      { name: 'backup', role: 'Viewer', token: TOKEN },
      { name: 'ops', role: 'Admin', token: `${TOKEN}-3` },
    ]);
    expect(settings.corsOrigins).toEqual(['https://one.example', 'http://two.example:3000']);
    expect(settings.fail2ban.client).toEqual(['docker', 'exec', 'f2b', 'fail2ban-client']);
  });

  it.each([
    ['BANGUI_FAIL2BAN_SOCKET', 'relative/path'],
    ['BANGUI_LOKI_URL', 'loki.example:3100'],
    ['BANGUI_LOKI_URL', 'ftp://loki.example'],
    ['BANGUI_LOKI_URL', 'http://me:secret@loki.example'],
    ['BANGUI_LOKI_URL', 'http://loki.example/?token=secret'],
    ['BANGUI_LOKI_TENANT', 'a/b'],
    ['BANGUI_LOKI_USER', 'a:b'],
    ['BANGUI_LOKI_PASSWORD_FILE', 'secret'],
    ['BANGUI_LOKI_LABELS', 'host=other'],
    ['BANGUI_LOKI_LABELS', 'team'],
    ['BANGUI_LOKI_LABELS', 'a=1,a=2'],
    ['BANGUI_LOKI_LABELS', 'my-team=blue'],
    ['BANGUI_HTTP_ADDRESS', '9441'],
    ['BANGUI_PLUGIN_SOCKET', 'plugin.sock'],
    ['BANGUI_PLUGIN_SOCKET', '127.0.0.1'],
    ['BANGUI_HTTP_ADDRESS', '127.0.0.1:70000'],
    ['BANGUI_LOG_LEVEL', 'loud'],
    ['BANGUI_HEALTH_INTERVAL_SECONDS', 'soon'],
    ['BANGUI_HEALTH_INTERVAL_SECONDS', '0'],
    ['BANGUI_GRAFANA_TOKENS', 'short'],
    ['BANGUI_GRAFANA_TOKENS', `${TOKEN},${TOKEN}2,${TOKEN}3`],
    ['BANGUI_SCRIPT_TOKENS', `ops:Boss:${TOKEN}`],
    ['BANGUI_SCRIPT_TOKENS', `ops:None:${TOKEN}`],
    ['BANGUI_SCRIPT_TOKENS', TOKEN],
    ['BANGUI_CORS_ORIGINS', '*'],
    ['BANGUI_CORS_ORIGINS', 'https://one.example/path'],
    ['BANGUI_FAIL2BAN_TZ', 'Mars/Olympus'],
    ['BANGUI_FAIL2BAN_LOG', 'fail2ban.log'],
    ['BANGUI_PATH_MAP', '/var/log'],
    ['BANGUI_PATH_MAP', '/var/log=host/log'],
    ['BANGUI_PATH_MAP', '/var/log=/host/log=/more'],
    ['BANGUI_SSH_PORTS', '22,x'],
    ['BANGUI_PLUGIN_SOCKET_GROUP', 'no such:group'],
    ['BANGUI_GEO_CITY_MMDB', 'city.mmdb'],
    ['BANGUI_GEO_PROVIDER_URL', 'geo.example/{ip}'],
    ['BANGUI_GEO_PROVIDER_URL', 'file:///etc/passwd'],
    ['BANGUI_GEO_PROVIDER_URL', 'https://user:password@geo.example/{ip}'],
    ['BANGUI_GEO_PROVIDER_URL', 'https://{ip}/json'],
    ['BANGUI_GEO_PROVIDER_URL', 'https://{ip}.geo.example/json'],
    ['BANGUI_GEO_PROVIDER_PER_MINUTE', '0'],
  ])('refuses %s=%s and names the variable', (variable, value) => {
    expect(() => readSettings({ [variable]: value })).toThrow(expect.objectContaining({ name: 'SettingsError', variable }));
    expect(() => readSettings({ [variable]: value })).toThrow(SettingsError);
  });

  it.each(['BANGUI_METRICS_PUBLIC', 'BANGUI_REVERSE_DNS', 'BANGUI_QUERY_LOG_LINES'])('takes on and off, true and false for the switch %s', (name) => {
    const switched = (value: string) => {
      const { metricsPublic, reverseDns, queryLogLines } = readSettings({ [name]: value }).settings;
      return [metricsPublic, reverseDns, queryLogLines].filter(Boolean).length;
    };
    expect(['on', 'true', 'off', 'false'].map(switched)).toEqual([1, 1, 0, 0]);
    expect(() => switched('yes')).toThrow(SettingsError);
  });

  it('reads where countries come from', () => {
    const { geo } = readSettings({ BANGUI_GEO_ASN_MMDB: '/var/lib/GeoIP/asn.mmdb', BANGUI_GEO_PROVIDER_URL: 'https://geo.example/v1/{ip}?key=k' }).settings;
    expect(geo).toEqual({ city: null, asn: '/var/lib/GeoIP/asn.mmdb', country: null, providerUrl: 'https://geo.example/v1/{ip}?key=k', providerPerMinute: 15 });
  });

  it('tells of variables that mean nothing', () => {
    expect(readSettings({ BANGUI_FAIL2BAN_SOKET: '/x', PATH: '/bin' }).unknown).toEqual(['BANGUI_FAIL2BAN_SOKET']);
  });
});
