import { expect, it } from 'vitest';
import { grafanaIni } from './grafanaIni';

const options = { dir: '/tmp/g', port: 3300, adminPassword: 'secret', pluginSocket: '/tmp/s/plugin.sock' };

it('keeps Grafana on this machine, in its own folder, with all four plugins', () => {
  const ini = grafanaIni(options);
  expect(ini).toContain('[paths]\ndata = /tmp/g/data\n');
  expect(ini).toContain('http_addr = 127.0.0.1\nhttp_port = 3300\n');
  expect(ini).toContain('allow_loading_unsigned_plugins = bangui-fail2ban-app,bangui-fail2ban-datasource,bangui-jails-panel,bangui-bans-panel\n');
  expect(ini).toContain('[plugin.bangui-fail2ban-datasource]\ngrpc_socket = /tmp/s/plugin.sock\n');
  expect(ini).not.toContain('scheduler_tick_interval');
});

it('lets a test have faster alerts and keys of its own', () => {
  const ini = grafanaIni({ ...options, alertTickSeconds: 1, ini: { security: { disable_gravatar: false }, users: { default_theme: 'light' } } });
  expect(ini).toContain('[unified_alerting]\nenabled = true\nscheduler_tick_interval = 1s\nmin_interval = 1s\n');
  expect(ini).toContain('admin_password = secret\ndisable_gravatar = false\n');
  expect(ini).toContain('[users]\ndefault_theme = light\n');
});
