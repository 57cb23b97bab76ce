import { describe, expect, it } from 'vitest';
import type { Target } from './createTarget';
import { findGrafana } from './findGrafana';

const located = async (file: string) => `/no/such/root${file}`;
const machine = (files: Record<string, string>): Target => ({ root: '/no/such/root', locate: located, place: located, read: async (file) => files[file] ?? '' });

describe('findGrafana', () => {
  it('knows where the packages put things', async () => {
    expect(await findGrafana(machine({}))).toEqual({
      plugins: '/var/lib/grafana/plugins',
      provisioning: '/etc/grafana/provisioning',
      url: 'http://127.0.0.1:3000',
      group: 'grafana',
      unsigned: '',
    });
  });

  it('reads the ini; a relative path is below the home', async () => {
    const ini = '; plugins = no\n[paths]\nplugins = data/plugins\nprovisioning = /srv/provisioning\n[server]\nhttp_port=3001\nhttp_addr = 0.0.0.0\nroot_url = "https://x.example/grafana/"\nserve_from_sub_path = true\n';
    expect(await findGrafana(machine({ '/etc/grafana/grafana.ini': ini }))).toMatchObject({
      plugins: '/usr/share/grafana/data/plugins',
      provisioning: '/srv/provisioning',
      url: 'http://127.0.0.1:3001/grafana',
    });
  });

  it('lets the variables of the packages fall back, and those of Grafana overrule the ini', async () => {
    const files = {
      '/etc/default/grafana-server': 'GRAFANA_GROUP=web\nCONF_FILE=/srv/my.ini\nPLUGINS_DIR=/srv/packaged\nPROVISIONING_CFG_DIR=/srv/fallback\nGF_SERVER_HTTP_PORT="3002"\n',
      '/srv/my.ini': '[paths]\nplugins = /srv/of-ini\n[server]\nhttp_port = 1\n[plugins]\nallow_loading_unsigned_plugins = a,b\n',
    };
    expect(await findGrafana(machine(files))).toEqual({ plugins: '/srv/of-ini', provisioning: '/srv/fallback', url: 'http://127.0.0.1:3002', group: 'web', unsigned: 'a,b' });
  });
});
