import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConfigReader } from '../../pkg/configfiles/read/createConfigReader';
import { createFileSource } from '../../pkg/configfiles/read/createFileSource';
import { dialectOf } from '../../pkg/configfiles/read/dialect';
import { repr } from '../../pkg/configfiles/read/python/pythonValue';
import { readStream } from '../../pkg/configfiles/read/readStream';
import type { ConfigOption } from '../../pkg/contract/configReading';
import { valuesOfFail2ban } from '../stack/fail2banReadings';
import type { Fail2banTree } from '../stack/fail2banTrees';
import { fail2banTrees } from '../stack/fail2banTrees';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { runCommand } from '../stack/runCommand';
import { startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

const TYPED = new Set(['enabled', 'bantime.increment', 'bantime.overalljails', 'ignoreself', 'skip_if_nologs', 'systemd_if_nologs']);
const here = (file: string) => file;

/** A copy whose log files lie in the folder itself; every jail is enabled, and each has its log files. */
async function withAllEnabled(tree: Fail2banTree, dir: string): Promise<{ configDir: string; jails: string[] }> {
  const configDir = path.join(dir, 'all');
  await cp(tree.configDir, configDir, { recursive: true });
  for (const file of (await readdir(configDir)).filter((name) => name.endsWith('.conf'))) {
    const text = await readFile(path.join(configDir, file), 'utf8');
    await writeFile(path.join(configDir, file), text.replace(/(?<=[\s=])\/(?=(var|opt|srv|home|root|usr)\/[^\n]*(log|\*))/g, `${dir}/host/`));
  }
  const reader = createConfigReader({ configDir, toHere: here, version: async () => tree.version });
  const jails = (await reader.jails()).jails.map(({ name }) => name);
  for (const name of jails) {
    const value = (await reader.jail(name))?.options.find((option) => option.name === 'logpath')?.value ?? '';
    for (const file of value.split('\n').filter((row) => row.startsWith(dir))) {
      await mkdir(path.dirname(file.replaceAll('*', 'some')), { recursive: true });
      await writeFile(file.replaceAll('*', 'some'), '');
      file.includes('*') && (await writeFile(file.replaceAll('*', 'other'), '').catch(() => {}));
    }
  }
  await mkdir(path.join(configDir, 'jail.d'), { recursive: true });
  await writeFile(path.join(configDir, 'jail.d/zz-all.local'), jails.map((name) => `[${name}]\nenabled = true\n`).join(''));
  return { configDir, jails };
}

/** fail2ban lists the files of a pattern in the order of the disk. */
function withSortedLogs(lines: readonly string[]): string[] {
  const sorted: string[] = [];
  let run: string[] = [];
  for (const line of [...lines, '']) {
    if (line.includes("'addlogpath'")) {
      run.push(line);
    } else {
      sorted.push(...run.sort(), line);
      run = [];
    }
  }
  return sorted.slice(0, -1);
}

const trees = fail2banTrees();

describe.each(trees)('the stock configuration of %s', (_name, find) => {
  let tree: Fail2banTree;
  let dir = '';
  beforeAll(async () => {
    tree = await find();
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-stock-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('with every jail enabled makes the commands that fail2ban-client -d prints', async () => {
    const { configDir, jails } = await withAllEnabled(tree, dir);
    const began = performance.now();
    const ours = (await readStream(createFileSource({ toHere: here }), dialectOf(tree.version, configDir))).map(repr);
    const took = performance.now() - began;
    const { code, stdout } = await runCommand(tree.python, [tree.client, '-c', configDir, '-s', path.join(dir, 'sock'), '-d'], { env: tree.env, cwd: dir });
    expect(code).toBe(0);
    const theirs = stdout.trimEnd().split('\n');
    expect(withSortedLogs(ours)).toEqual(withSortedLogs(theirs));
    const started = theirs.filter((line) => line.startsWith("['start'")).length;
    const logs = theirs.filter((line) => line.includes("'addlogpath'")).length;
    expect(started).toBe(jails.length);
    expect(logs).toBeGreaterThan(jails.length / 2);
    console.log(`fail2ban ${tree.version}: ${started} jails, ${theirs.length} commands (${logs} of log files) equal; read in ${Math.round(took)} ms`);
  });

  it('has the effective values that fail2ban itself puts together, for enabled and disabled jails alike', async () => {
    const reader = createConfigReader({ configDir: tree.configDir, toHere: here, version: async () => tree.version });
    const theirs = await valuesOfFail2ban(tree, tree.configDir);
    const { jails, problems } = await reader.jails();
    expect(problems).toEqual([]);
    expect(jails.map(({ name }) => name)).toEqual(Object.keys(theirs));
    let compared = 0;
    for (const { name } of jails) {
      const options = (await reader.jail(name))?.options.filter(({ raw }) => raw !== null) ?? [];
      const ours = Object.fromEntries(options.map((option) => [option.name, option.value]));
      const expected = Object.fromEntries(Object.entries(theirs[name] ?? {}).map(([option, value]) => [option, TYPED.has(option) ? asFlag(value) : value]));
      expect(ours, name).toEqual(expected);
      compared += options.length;
    }
    expect(compared).toBeGreaterThan(jails.length * 20);
    console.log(`fail2ban ${tree.version}: ${compared} effective values of ${jails.length} jails equal`);
  });

  it('tells of each value the line where it is written', async () => {
    const reader = createConfigReader({ configDir: tree.configDir, toHere: here, version: async () => tree.version });
    const texts = new Map<string, string[]>();
    const linesOf = async (file: string) => {
      texts.has(file) || texts.set(file, (await readFile(path.join(tree.configDir, file), 'utf8')).split('\n'));
      return texts.get(file) ?? [];
    };
    let checked = 0;
    for (const { name } of (await reader.jails()).jails) {
      for (const { name: option, origin } of withOrigin((await reader.jail(name))?.options ?? [])) {
        const before = (await linesOf(origin.file)).slice(0, origin.line ?? 0);
        const header = before.findLast((line) => line.startsWith('['))?.trim();
        expect([before.at(-1)?.split(/[=:]/)[0]?.trim().toLowerCase(), header]).toEqual([option, origin.isDefault ? '[DEFAULT]' : `[${name}]`]);
        checked += 1;
      }
    }
    console.log(`fail2ban ${tree.version}: ${checked} origins point at their line`);
    expect(checked).toBeGreaterThan(100);
  });
});

it.skipIf(trees.length === 1)("fail2ban's master is compared too: FAIL2BAN_TREES names its sources", () => {
  expect(trees.map(([name]) => name)).toContain(process.env.FAIL2BAN_TREES?.split(':')[0]);
});

describe('the configuration over the API', () => {
  let fail2ban: PrivateFail2ban;
  let sidecar: TestSidecar;
  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban();
    sidecar = await startTestSidecar(fail2ban.socketPath, { BANGUI_FAIL2BAN_CLIENT: fail2ban.clientCommand, BANGUI_FAIL2BAN_CONFIG_DIR: fail2ban.configDir });
  });
  afterAll(async () => {
    await sidecar.stop();
    await fail2ban.dispose();
  });

  it('is read with the release of the running server, and by its client when that is down', async () => {
    const running = await sidecar.call('GET', '/config/jails/sshd');
    expect(running).toMatchObject({ status: 200, body: { state: 'active', withheld: false } });
    expect(running.body.options).toContainEqual(expect.objectContaining({ name: 'fail2ban_version', value: fail2ban.version }));
    const before = await sidecar.call('GET', '/config/jails');
    expect(before.body.jails.length).toBeGreaterThan(50);
    await fail2ban.stop();
    expect((await sidecar.call('GET', '/config/jails')).body).toEqual(before.body);
    await fail2ban.start();
  });

  it('is what the server got', async () => {
    const { body } = await sidecar.call('GET', '/config/jails/sshd');
    const asked = await fail2ban.client('get', 'sshd', 'failregex');
    expect(asked.match(/ \[\d+\]: /g)).toHaveLength(body.filter.failRegexes.length);
    expect(await fail2ban.client('get', 'sshd', 'maxlines')).toBe(String(body.filter.maxLines));
    expect(await fail2ban.client('get', 'sshd', 'actions')).toContain(body.actions.map(({ name }: { name: string }) => name).join(', '));
    expect(body.logFiles).toEqual([fail2ban.jailLogs.sshd]);
  });

  it('shows a Viewer no commands and no raw files', async () => {
    const { body } = await sidecar.call('GET', '/config/jails/sshd', { role: 'Viewer' });
    expect(body.withheld).toBe(true);
    expect(body.options.map(({ name }: ConfigOption) => name)).not.toContain('action');
    expect((await sidecar.call('GET', '/config/filters/sshd', { role: 'Viewer' })).status).toBe(403);
    const filter = await sidecar.call('GET', '/config/filters/sshd');
    expect(filter.body.files[0]).toMatchObject({ file: 'filter.d/common.conf', owner: 'package' });
    expect((await sidecar.call('GET', '/config/filters/..%2Fjail')).status).toBe(404);
  });
});

function withOrigin(options: readonly ConfigOption[]) {
  return options.flatMap(({ name, origin }) => (origin ? [{ name, origin }] : []));
}

function asFlag(value: string | null): string | null {
  return value === null ? null : String(['1', 'on', 'true', 'yes'].includes(value.toLowerCase()));
}
