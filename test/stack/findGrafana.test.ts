import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findGrafana, howToGetGrafana } from './findGrafana';

let home = '';
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'bangui-home-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A folder that looks like an unpacked Grafana, with a program that tells the version. */
function layOut(version: string): void {
  for (const folder of ['conf', 'bin', 'public/build', 'public/views']) {
    mkdirSync(path.join(home, folder), { recursive: true });
  }
  writeFileSync(path.join(home, 'conf/defaults.ini'), '');
  writeFileSync(path.join(home, 'bin/grafana'), `#!/bin/sh\necho 'grafana version ${version}'\n`);
  chmodSync(path.join(home, 'bin/grafana'), 0o755);
}

it.each(['12.4.0', '12.10.1', '13.0.0-rc1'])('takes Grafana %s', async (version) => {
  layOut(version);
  expect(await findGrafana({ GRAFANA_HOME: home })).toEqual({ found: { home, binary: path.join(home, 'bin/grafana'), version } });
});

it.each(['12.3.9', '11.6.0'])('tells why Grafana %s will not do', async (version) => {
  layOut(version);
  const search = await findGrafana({ GRAFANA_HOME: home });
  expect(search).toEqual({ found: null, reasons: [`GRAFANA_HOME=${home}: is version ${version}, at least 12.4 is needed`] });
});

it('tells what is missing and how to get it', async () => {
  const search = await findGrafana({ GRAFANA_HOME: home });
  expect(search).toEqual({ found: null, reasons: [`GRAFANA_HOME=${home}: no Grafana there`] });
  expect(howToGetGrafana(['nothing there'])).toContain('https://grafana.com/grafana/download');
});
