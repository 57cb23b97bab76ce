import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyLibraries } from './copyLibraries';
import { makePackages } from './makePackages';

const LOCK = {
  name: 'bangui',
  version: '1.2.3',
  lockfileVersion: 3,
  packages: {
    '': { name: 'bangui', version: '1.2.3', dependencies: { lib: '^1.0.0' }, devDependencies: { tool: '^1.0.0' } },
    'node_modules/lib': { version: '1.0.0', resolved: 'x' },
    'node_modules/lib/node_modules/inner': { version: '2.0.0' },
    'node_modules/tool': { version: '1.0.0', dev: true },
  },
};

describe('npm run package', () => {
  let root: string;
  const put = (file: string, text: string, mode = 0o644) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
    chmodSync(path.join(root, file), mode);
  };
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'bangui-package-'));
    const { name, version } = LOCK;
    const rest = { description: 'd', license: 'Apache-2.0', type: 'module', engines: { node: '>=20' }, scripts: { test: 'x' } };
    put('package.json', JSON.stringify({ name, version, ...rest, dependencies: { lib: '^1.0.0' }, devDependencies: { tool: '^1.0.0' }, overrides: { x: '$tool' } }));
    put('package-lock.json', JSON.stringify(LOCK));
    put('dist/module.js', 'plugin '.repeat(1000));
    put('dist/datasource/gpx_bangui_linux_amd64', '#!/bin/sh\n', 0o755);
    put('build/sidecar/main.js', 'sidecar');
    put('provisioning/plugins/bangui.yaml', 'apps');
    for (const file of ['LICENSE', '.config/package/README.md', 'Docs/Deployment.md']) {
      put(file, file);
    }
    put('Docs/examples/bangui.service', readFileSync('Docs/examples/bangui.service', 'utf8'));
    for (const folder of ['lib', 'lib/node_modules/inner', 'lib/node_modules/.bin', 'tool', 'better-sqlite3/deps']) {
      put(`node_modules/${folder}/index.js`, folder);
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('makes a zip file of the plugin in which the launchers stay executable', async () => {
    const { pluginZip } = await makePackages(root);
    const out = path.join(root, 'out');
    execFileSync('python3', ['-c', UNZIP, pluginZip, out]);
    expect(path.basename(pluginZip)).toBe('bangui-fail2ban-app-1.2.3.zip');
    expect(readFileSync(path.join(out, 'bangui-fail2ban-app/module.js'), 'utf8')).toBe('plugin '.repeat(1000));
    expect(statSync(path.join(out, 'bangui-fail2ban-app/datasource/gpx_bangui_linux_amd64')).mode & 0o777).toBe(0o755);
    expect(statSync(path.join(out, 'bangui-fail2ban-app/module.js')).mode & 0o777).toBe(0o644);
  });

  it('bundles the sidecar with what it needs at run time alone, to be installed by npm ci', async () => {
    const { sidecarTar } = await makePackages(root);
    const out = path.join(root, 'out');
    mkdirSync(out);
    execFileSync('tar', ['-xzf', sidecarTar, '-C', out]);
    const bundle = path.join(out, 'bangui-sidecar-1.2.3');
    const json = (file: string): unknown => JSON.parse(readFileSync(path.join(bundle, file), 'utf8'));
    for (const file of ['build/sidecar/main.js', 'bangui.service', 'README.md', 'LICENSE', 'provisioning/plugins/bangui.yaml']) {
      expect(existsSync(path.join(bundle, file)), file).toBe(true);
    }
    const documentation = /^Documentation=file:\/usr\/local\/lib\/bangui\/(.+)$/m.exec(readFileSync(path.join(bundle, 'bangui.service'), 'utf8'))?.[1];
    expect(existsSync(path.join(bundle, documentation ?? 'no documentation')), documentation).toBe(true);
    expect(json('package.json')).toEqual({
      name: 'bangui', version: '1.2.3', description: 'd', license: 'Apache-2.0', private: true, type: 'module', engines: { node: '>=20' }, dependencies: { lib: '^1.0.0' },
    });
    expect(json('package-lock.json')).toMatchObject({ lockfileVersion: 3, packages: { '': { dependencies: { lib: '^1.0.0' } }, 'node_modules/lib': { resolved: 'x' } } });
    expect(readFileSync(path.join(bundle, 'package-lock.json'), 'utf8')).not.toContain('tool');
    expect(existsSync(path.join(bundle, 'node_modules'))).toBe(false);
  });

  it('leaves beside it the libraries of this machine, for attach', async () => {
    await makePackages(root);
    const libraries = path.join(root, 'build/package/sidecar/node_modules');
    expect(readFileSync(path.join(libraries, 'lib/node_modules/inner/index.js'), 'utf8')).toBe('lib/node_modules/inner');
    expect(existsSync(path.join(libraries, 'tool'))).toBe(false);
    expect(existsSync(path.join(libraries, 'lib/node_modules/.bin'))).toBe(false);
    await copyLibraries(root, path.join(root, 'native'), ['node_modules/better-sqlite3']);
    expect(existsSync(path.join(root, 'native/node_modules/better-sqlite3/deps'))).toBe(false);
  });

  it('leaves out the halves of the country database', async () => {
    const folder = 'node_modules/@ip-location-db/geo-whois-asn-country-mmdb';
    for (const half of ['', '-ipv4', '-ipv6']) {
      put(`${folder}/geo-whois-asn-country${half}.mmdb`, 'x');
    }
    await copyLibraries(root, path.join(root, 'copy'), [folder]);
    expect(readdirSync(path.join(root, 'copy', folder))).toEqual(['geo-whois-asn-country.mmdb']);
  });
});

/** Keeps modes, as `unzip` does, which not every machine has. */
const UNZIP = `
import os, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    for entry in archive.infolist():
        os.chmod(archive.extract(entry, sys.argv[2]), entry.external_attr >> 16 & 0o777)
`;
