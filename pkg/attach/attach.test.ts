import { chmod, cp, lstat, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPlan } from './applyPlan';
import { attach } from './attach';
import { unsignedCheck } from './checks/unsignedCheck';
import { createTarget } from './createTarget';
import { findGrafana } from './findGrafana';
import { NOTHING_WRITTEN } from './manifest';
import type { AttachOptions } from './options';
import { PLUGIN_IDS } from './pluginIds';

const UNIT = '[Service]\nEnvironmentFile=-/etc/default/bangui\nExecStart=/usr/bin/node main.js\nExecStartPost=/usr/bin/node main.js --wait\n';
const GRAFANA_ENV = 'usr/local/lib/bangui/grafana.env';
const PLUGIN = 'var/lib/grafana/plugins/bangui-fail2ban-app';

describe('attach', () => {
  let dir: string;
  let root: string;
  let packages: string;
  let said: string[];
  let commands: string[];

  const put = async (file: string, text: string, mode = 0o644) => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    await chmod(file, mode);
  };
  const read = (file: string) => readFile(path.join(root, file), 'utf8');

  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-attach-'));
    root = path.join(dir, 'root');
    packages = path.join(dir, 'package');
    said = [];
    commands = [];
    await put(path.join(packages, 'sidecar/build/sidecar/main.js'), 'sidecar 1');
    await put(path.join(packages, 'sidecar/node_modules/lib/index.js'), 'library');
    await put(path.join(packages, 'sidecar/bangui.service'), UNIT);
    await put(path.join(packages, 'sidecar/provisioning/plugins/bangui.yaml'), 'apps');
    await put(path.join(packages, 'sidecar/provisioning/datasources/bangui.yaml'), 'token: $__file{/run/bangui/grafana/token}');
    await put(path.join(packages, 'bangui-fail2ban-app/module.js'), 'plugin 1');
    await put(path.join(packages, 'bangui-fail2ban-app/datasource/gpx_bangui_linux_amd64'), '#!/bin/sh', 0o755);
    await put(path.join(root, 'etc/grafana/grafana.ini'), '[plugins]\nallow_loading_unsigned_plugins = my-panel, other-panel\n');
    await put(path.join(root, 'etc/grafana/provisioning/datasources/mine.yaml'), 'mine');
  });
  afterEach(() => rm(dir, { recursive: true }));

  const run = (options: Partial<AttachOptions> = {}) =>
    attach({
      options: { root, dryRun: false, undo: false, check: false, ...options },
      packages,
      node: '/usr/local/bin/node',
      pluginSocket: async () => '/run/bangui/grafana/plugin.sock',
      check: async () => true,
      runCommands: async (asked) => void commands.push(...asked),
      say: (text) => void said.push(text),
    });

  /** Every file and folder below the root, with mode and content. */
  async function snapshot(): Promise<Record<string, string>> {
    const found = await readdir(root, { recursive: true, withFileTypes: true });
    const rows = await Promise.all(
      found.map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const content = entry.isFile() ? await readFile(file, 'utf8') : '';
        return [path.relative(root, file), `${((await lstat(file)).mode & 0o777).toString(8)} ${content}`] as const;
      })
    );
    return Object.fromEntries(rows.sort());
  }

  it('shows what it would do and writes nothing', async () => {
    const before = await snapshot();
    expect(await run({ dryRun: true })).toBe(0);
    expect(said.join('\n')).toContain(`write  /${PLUGIN}/module.js`);
    expect(said.join('\n')).toContain('systemctl restart grafana-server');
    expect(await snapshot()).toEqual(before);
    expect(commands).toEqual([]);
  });

  it('writes the plugin, the sidecar, its unit, provisioning and the allowed ids, for everybody to read', async () => {
    expect(await run()).toBe(0);
    expect(await read(`${PLUGIN}/module.js`)).toBe('plugin 1');
    expect((await snapshot())[`${PLUGIN}/datasource/gpx_bangui_linux_amd64`]).toBe('755 #!/bin/sh');
    expect(await read('usr/local/lib/bangui/node_modules/lib/index.js')).toBe('library');
    expect(await read('etc/systemd/system/bangui.service')).toContain('ExecStart=/usr/local/bin/node main.js\nExecStartPost=/usr/local/bin/node main.js --wait\n');
    expect(await read('etc/grafana/provisioning/datasources/bangui.yaml')).toBe('token: $__file{/run/bangui/grafana/token}');
    expect(await read('etc/systemd/system/grafana-server.service.d/bangui.conf')).toContain(`EnvironmentFile=-/${GRAFANA_ENV}`);
    expect(commands).toEqual([]);
    expect(said.join('\n')).toContain('In that system, run:');
    expect(said.join('\n')).toContain(`To take it back: npm run attach -- --undo --root ${root}`);
  });

  it.each(['gone', 'file'])('refuses a root that is no folder: %s', async (name) => {
    await put(path.join(dir, 'file'), '');
    expect(await run({ root: path.join(dir, name) })).toBe(2);
    expect(said.join('\n')).toMatch(/is no folder.*Nothing was done\.$/);
    expect((await readdir(dir)).sort()).toEqual(['file', 'package', 'root']);
  });

  it.each([
    ['the ini', async () => undefined, 'my-panel,other-panel'],
    ['variables that overrule it', () => put(path.join(root, 'etc/default/grafana-server'), 'GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS=env-panel\n'), 'env-panel'],
    [
      'another drop-in',
      () => put(path.join(root, 'etc/systemd/system/grafana-server.service.d/mine.conf'), '[Service]\nEnvironment="GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS=drop-panel"\n'),
      'drop-panel',
    ],
  ])('keeps the plugins that %s allows', async (_where, arrange, theirs) => {
    await arrange();
    await run();
    expect(await read(GRAFANA_ENV)).toMatch(new RegExp(`^(#.*\\n)+GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS=${[theirs, ...PLUGIN_IDS].join(',')}\\n$`));
    expect(await read('etc/grafana/grafana.ini')).toContain('= my-panel, other-panel\n');
    await run();
    expect(await read(GRAFANA_ENV)).toMatch(new RegExp(`^(#.*\\n)+GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS=${[theirs, ...PLUGIN_IDS].join(',')}\\n$`));
  });

  it('tells when plugins were allowed since, and takes them over the next time', async () => {
    const state = async () => {
      const target = createTarget(root);
      const { state: found, detail } = await unsignedCheck(target, (await findGrafana(target)).unsigned);
      return `${found} ${detail}`;
    };
    expect(await state()).toContain('unknown');
    await run();
    expect(await state()).toContain('good');
    await put(path.join(root, 'etc/grafana/grafana.ini'), '[plugins]\nallow_loading_unsigned_plugins = other-panel, new-panel\n');
    expect(await state()).toContain('bad new-panel: allowed by you');
    said.length = 0;
    await run();
    expect(said.join('\n')).toContain(`replace  /${GRAFANA_ENV}`);
    expect(await state()).toContain('good');
  });

  it('does nothing the second time, and takes everything back', async () => {
    const before = await snapshot();
    await run();
    const after = await snapshot();
    expect(await run()).toBe(0);
    expect(await snapshot()).toEqual(after);
    expect(await run({ undo: true, dryRun: true })).toBe(0);
    expect(await snapshot()).toEqual(after);
    expect(await run({ undo: true })).toBe(0);
    expect(await snapshot()).toEqual(before);
    expect(await run({ undo: true })).toBe(0);
    expect(said.at(-1)).toContain('nothing to remove');
  });

  it('upgrades: replaces what changed, mends modes, removes what is gone', async () => {
    const before = await snapshot();
    await run();
    await put(path.join(packages, 'bangui-fail2ban-app/module.js'), 'plugin 2');
    await rm(path.join(packages, 'sidecar/node_modules'), { recursive: true });
    await chmod(path.join(root, PLUGIN, 'datasource/gpx_bangui_linux_amd64'), 0o644);
    await run();
    const after = await snapshot();
    expect(after[`${PLUGIN}/module.js`]).toBe('644 plugin 2');
    expect(after[`${PLUGIN}/datasource/gpx_bangui_linux_amd64`]).toBe('755 #!/bin/sh');
    expect(Object.keys(after).filter((file) => file.includes('node_modules'))).toEqual([]);
    await run({ undo: true });
    expect(await snapshot()).toEqual(before);
  });

  it('keeps and names files that somebody has changed since', async () => {
    await run();
    const unit = 'etc/systemd/system/bangui.service';
    await put(path.join(root, unit), 'my own unit');
    await put(path.join(packages, 'sidecar/bangui.service'), `${UNIT}# newer\n`);
    await run();
    expect(said.join('\n')).toContain(`keep, changed since  /${unit}`);
    expect(await read(unit)).toBe('my own unit');
    said.length = 0;
    await run({ undo: true });
    expect(said.join('\n')).toContain(`keep, changed since  /${unit}`);
    expect(await read(unit)).toBe('my own unit');
    expect(await snapshot()).not.toHaveProperty([`${PLUGIN}/module.js`]);
  });

  it('writes nothing at all when a file is in the way that it did not write', async () => {
    await put(path.join(root, 'etc/grafana/provisioning/datasources/bangui.yaml'), 'by hand');
    const before = await snapshot();
    expect(await run()).toBe(1);
    expect(said.join('\n')).toContain('in the way  /etc/grafana/provisioning/datasources/bangui.yaml');
    expect(await snapshot()).toEqual(before);
  });

  it.each([
    ['the plugin folder', 'var/lib/grafana/plugins/bangui-fail2ban-app', 'etc'],
    ['a folder in it', `${PLUGIN}/datasource`, 'etc'],
    ['a file', `${PLUGIN}/module.js`, 'etc/grafana/grafana.ini'],
  ])('does not follow a link that Grafana could have laid instead of %s', async (_what, link, to) => {
    await mkdir(path.join(root, path.dirname(link)), { recursive: true });
    // Followed by mistake, none of these links leads out of the temporary folder.
    await symlink(path.relative(path.dirname(link), to), path.join(root, link));
    await chmod(path.dirname(path.join(root, link)), 0o777);
    const before = await snapshot();
    expect(await run()).toBe(1);
    expect(said.join('\n')).toContain(`in the way  /${link} (a link that others than root may have made)\n`);
    expect(await snapshot()).toEqual(before);
  });

  it('does not follow a link that was laid after it has looked', async () => {
    await mkdir(path.join(root, PLUGIN), { recursive: true });
    const target = createTarget(root);
    const { place } = target;
    let looks = 0;
    target.place = async (file) => {
      const found = await place(file);
      // Once to see which folders are missing, once to write.
      if (file === `/${PLUGIN}` && ++looks === 2) {
        await rm(path.join(root, PLUGIN), { recursive: true });
        await symlink(path.join(root, 'etc'), path.join(root, PLUGIN));
      }
      return found;
    };
    const content = Buffer.from('x');
    const steps = [{ path: `/${PLUGIN}/grafana`, fate: 'new' as const, wanted: { path: `/${PLUGIN}/grafana`, mode: 0o644, content } }];
    await expect(applyPlan(target, NOTHING_WRITTEN, steps)).rejects.toThrow('ENOTDIR');
    expect(await readdir(path.join(root, 'etc'))).toEqual(['grafana']);
  });

  it('is not led astray by what stands where its temporary file was expected', async () => {
    await put(path.join(root, 'etc/precious'), 'secret');
    await mkdir(path.join(root, PLUGIN), { recursive: true });
    await symlink(path.join(root, 'etc/precious'), path.join(root, PLUGIN, 'module.js.bangui-new'));
    expect(await run()).toBe(0);
    expect(await read('etc/precious')).toBe('secret');
    expect(await read(`${PLUGIN}/module.js`)).toBe('plugin 1');
  });

  it('removes what a run has left that was cut off while it wrote', async () => {
    const before = await snapshot();
    const left = `${PLUGIN}/.bangui-new-0123456789abcdef01234567`;
    await run();
    const after = await snapshot();
    await put(path.join(root, left), 'half');
    await run();
    expect(said.join('\n')).toContain(`remove  /${left}`);
    expect(await snapshot()).toEqual(after);
    await put(path.join(root, left), 'half');
    await run({ undo: true });
    expect(await snapshot()).toEqual(before);
  });

  it('takes back a run that was cut off before it had noted anything', async () => {
    await mkdir(path.join(root, 'usr/local/lib'), { recursive: true });
    const before = await snapshot();
    await put(path.join(root, 'usr/local/lib/bangui/.bangui-new-0123456789abcdef01234567'), '{');
    await run({ undo: true });
    expect(await snapshot()).toEqual(before);
  });

  it('takes back what is left when files are gone already', async () => {
    const before = await snapshot();
    await run();
    await rm(path.join(root, PLUGIN), { recursive: true });
    await run({ undo: true });
    expect(await snapshot()).toEqual(before);
  });

  it('repeats and takes back a run that was cut off between noting and writing', async () => {
    const before = await snapshot();
    await run();
    await put(path.join(packages, 'bangui-fail2ban-app/module.js'), 'plugin 2');
    // As a run leaves it that ends before it has replaced the file: both contents are noted.
    const manifest = 'usr/local/lib/bangui/attached.json';
    const noted = await read(manifest);
    await run();
    const [first, second] = [noted, await read(manifest)].map((text) => JSON.parse(text).files[`/${PLUGIN}/module.js`][0]);
    await put(path.join(root, manifest), noted.replace(`"${first}"`, `"${first}","${second}"`));
    await put(path.join(root, PLUGIN, 'module.js'), 'plugin 1');
    await run();
    expect(await read(`${PLUGIN}/module.js`)).toBe('plugin 2');
    await put(path.join(root, manifest), noted.replace(`"${first}"`, `"${first}","${second}"`));
    await run({ undo: true });
    expect(await snapshot()).toEqual(before);
  });

  it('never leaves its root, also where that has links to its own top', async () => {
    await cp(path.join(root, 'etc/grafana'), path.join(root, 'srv/grafana'), { recursive: true });
    await rm(path.join(root, 'etc/grafana'), { recursive: true });
    await symlink('/srv/grafana', path.join(root, 'etc/grafana'));
    await run();
    expect(await read('srv/grafana/provisioning/plugins/bangui.yaml')).toBe('apps');
  });

  it('says what to run first when nothing was built', async () => {
    await rm(packages, { recursive: true });
    expect(await run()).toBe(2);
    expect(said).toEqual(['There is nothing to install yet. Run: npm run package']);
  });
});
