import { existsSync } from 'node:fs';
import { appendFile, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTarget } from '../../pkg/attach/createTarget';
import type { Target } from '../../pkg/attach/createTarget';
import { hashOf } from '../../pkg/attach/manifest';
import { PLUGIN_IDS } from '../../pkg/attach/pluginIds';
import { findGrafana } from '../stack/findGrafana';
import { failureLine } from '../stack/logLines';
import { createMachine } from '../stack/machine/createMachine';
import type { Machine } from '../stack/machine/createMachine';
import { createService } from '../stack/machine/createService';
import { installFail2ban } from '../stack/machine/installFail2ban';
import { ADMIN_PASSWORD, FOREIGN_PLUGIN, installGrafana } from '../stack/machine/installGrafana';
import { whyNoMachine } from '../stack/machine/whyNoMachine';
import type { OwnServer } from '../stack/ownServer';
import { ROOT } from '../stack/paths';
import { runCommand } from '../stack/runCommand';
import { waitFor } from '../stack/waitFor';

const { found: grafanaInstall } = await findGrafana();
const reason = grafanaInstall === null ? 'no Grafana 12.4 or newer' : await whyNoMachine();
const GRAFANA = 'http://127.0.0.1:3000';
const SIDECAR = 'http://127.0.0.1:9441';
const STATE = ['/var/lib/bangui', '/var/log/bangui', '/run/bangui'];
const OURS = [...STATE, '/usr/local/lib/bangui', '/etc/systemd/system/bangui.service', '/etc/systemd/system/grafana-server.service.d', '/etc/grafana', '/var/lib/grafana', '/etc/default/bangui'];
const ATTACKER = '192.0.2.66';
/** What the sidecar, Grafana and fail2ban gather while they run, and the machine's own life. */
const GATHERED = /^((run|tmp|root|var\/log|var\/cache|var\/lib\/bangui|var\/lib\/fail2ban)(\/|$)|var\/lib\/grafana\/(?!plugins))/;

describe(`npm run attach on a machine with the distribution's fail2ban and Grafana${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  let machine: Machine;
  let target: Target;
  let fail2ban: OwnServer;
  let sidecar: OwnServer;
  let grafana: OwnServer;
  let before: Record<string, string>;

  const attach = (...args: string[]) =>
    machine.runBeside('npm', ['run', '--silent', 'attach', '--', '--root', machine.root, ...args], {
      cwd: ROOT,
      env: { ...process.env, GRAFANA_AUTH: `admin:${ADMIN_PASSWORD}`, GRAFANA_URL: GRAFANA, SIDECAR_URL: SIDECAR },
    });

  /** Asks on the machine's network; resolves with status and body. */
  async function ask(url: string, body?: unknown): Promise<{ status: number; text: string }> {
    const authorization = `Basic ${Buffer.from(`admin:${ADMIN_PASSWORD}`).toString('base64')}`;
    const init = { method: body === undefined ? 'GET' : 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const script = `fetch(${JSON.stringify(url)}, ${JSON.stringify(init)}).then(async (reply) => console.log(JSON.stringify({ status: reply.status, text: await reply.text() })))`;
    const { code, stdout } = await machine.runBeside(process.execPath, ['-e', script]);
    return code === 0 ? JSON.parse(stdout) : { status: 0, text: '' };
  }

  /** What differs in the machine from the one it is a copy of, without what its services gather. */
  async function changes(): Promise<Record<string, string>> {
    const entries = await readdir(machine.seenChanges, { recursive: true, withFileTypes: true });
    const rows = entries.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(machine.seenChanges, file);
      // A folder of the copied machine is listed as soon as something in it was touched.
      const own = !entry.isDirectory() || !existsSync(path.join('/', name));
      return own && !GATHERED.test(name) ? [[name, entry.isFile() ? hashOf(await readFile(file)) : 'no file'] as const] : [];
    });
    return Object.fromEntries((await Promise.all(rows)).flat().sort());
  }

  beforeAll(async () => {
    if (reason !== null || grafanaInstall === null) {
      return;
    }
    const built = await runCommand('npm', ['run', '--silent', 'package'], { cwd: ROOT, timeoutMs: 300_000 });
    expect(built.code, built.stdout + built.stderr).toBe(0);
    machine = await createMachine();
    target = createTarget(machine.seenRoot);
    // Should this machine have a BanGUI, its copy starts without.
    await machine.run('/bin/rm', ['-rf', ...OURS]);
    await installFail2ban(machine);
    await installGrafana(machine, target, grafanaInstall);
    const service = (name: string, isReady: () => Promise<boolean>) => createService({ machine, target, name, isReady, readyWithinMs: 120_000 });
    fail2ban = service('fail2ban', async () => (await machine.run('/usr/bin/fail2ban-client', ['status', 'sshd'])).code === 0);
    sidecar = service('bangui', async () => (await ask(`${SIDECAR}/readyz`)).status === 200);
    grafana = service('grafana-server', async () => (await ask(`${GRAFANA}/api/health`)).status === 200);
    await fail2ban.start();
    before = await changes();
  }, 400_000);

  afterAll(async () => {
    await grafana?.stop();
    await sidecar?.stop();
    await fail2ban?.stop();
    await machine?.dispose();
  });

  it.skipIf(reason !== null)('shows everything and writes nothing', async () => {
    const { code, stdout } = await attach('--dry-run');
    expect(stdout).toContain('write  /etc/systemd/system/bangui.service');
    expect(stdout).toContain('Nothing was written.');
    expect(code).toBe(0);
    expect(await changes()).toEqual(before);
  });

  it.skipIf(reason !== null)('writes, and says what does not run yet', async () => {
    const { code, stdout } = await attach();
    expect(stdout).toContain('systemctl restart grafana-server');
    expect(stdout).toMatch(/✓ fail2ban socket /);
    expect(stdout).toMatch(/✗ sidecar .*\n\s+→ systemctl status bangui/);
    expect(code).toBe(1);
    expect(await target.read('/usr/local/lib/bangui/grafana.env')).toContain(`=${FOREIGN_PLUGIN},${PLUGIN_IDS.join(',')}\n`);
  });

  it.skipIf(reason !== null)('has a green check list once the services run as their units say', async () => {
    await sidecar.start();
    await grafana.start();
    await waitFor('Grafana to see that fail2ban is online', async () => (await ask(`${GRAFANA}/api/datasources/uid/fail2ban-local/health`)).status === 200);
    const { code, stdout } = await attach('--check');
    const checks = stdout.split('\n').filter((line) => /^ {2}[✓✗?] /.test(line));
    // The units run the Node of this machine, which attach does not look for in another root.
    expect(checks.filter((line) => !line.startsWith('  ✓ '))).toEqual([expect.stringMatching(/^ {2}\? node +not checked in another root$/)]);
    expect(checks.map((line) => line.slice(4).split(/\s{2,}/)[0])).toEqual([
      'fail2ban socket', 'fail2ban version', 'fail2ban-client', 'ban database', 'fail2ban log', 'logs of the jails', 'clock and zone', 'configuration', 'node', 'sidecar', 'plugin socket', 'unsigned plugins', 'Grafana sees the plugin', 'data source healthy',
    ]);
    expect(code).toBe(0);
  });

  it.skipIf(reason !== null)("shows through Grafana's API what fail2ban bans in the machine's firewall", async () => {
    const log = await target.locate('/var/log/auth.log');
    for (let attempt = 0; attempt < 6; attempt++) {
      await appendFile(log, failureLine('sshd', { address: ATTACKER, user: 'guest', when: new Date() }));
    }
    await waitFor('the ban in the firewall', async () => (await machine.run('/usr/sbin/iptables', ['-S'])).stdout.includes(`-s ${ATTACKER}/32`), { timeoutMs: 60_000, everyMs: 500 });
    const query = { from: 'now-1h', to: 'now', queries: [{ refId: 'A', datasource: { uid: 'fail2ban-local' }, queryType: 'bans' }] };
    await waitFor('the ban in Grafana', async () => (await ask(`${GRAFANA}/api/ds/query`, query)).text.includes(`"${ATTACKER}"`), { timeoutMs: 60_000, everyMs: 500 });
    expect((await ask(`${GRAFANA}/api/datasources/uid/fail2ban-local/resources/bans`)).text).toContain(`"${ATTACKER}"`);
  });

  it.skipIf(reason !== null)('finds nothing to do the second time', async () => {
    const { code, stdout } = await attach();
    expect(stdout).toMatch(/:\n {2}\d+ files are as they should be\n/);
    expect(code).toBe(0);
  });

  it.skipIf(reason !== null)('takes everything back: no file is left, and what the admin had is as it was', async () => {
    await grafana.stop();
    await sidecar.stop();
    const { code, stdout } = await attach('--undo');
    expect(stdout).toContain(`rm -r ${STATE.map((folder) => `${machine.root}${folder}`).join(' ')}\n`);
    expect(code).toBe(0);
    expect(await changes()).toEqual(before);
    await machine.run('/bin/rm', ['-r', ...STATE]);
    const left = await readdir(machine.seenChanges, { recursive: true });
    expect(left.filter((file) => file.includes('bangui') && existsSync(path.join(machine.seenRoot, file)))).toEqual([]);
  });
});
