import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPrivateFirewall } from '../stack/firewallPackage';
import type { OwnServer } from '../stack/ownServer';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2banPaths } from '../stack/privateFail2banFiles';
import { section } from '../stack/privateJail';
import type { PrivateJail } from '../stack/privateJail';
import { createPrivateMounts } from '../stack/privateMounts';
import { createPrivateSidecar } from '../stack/privateSidecar';
import type { PrivateSidecar } from '../stack/privateSidecar';

export interface TroubledHostInfo {
  fail2ban: PrivateFail2banPaths;
  /** Log files in pairs: as fail2ban names and sees it, and the one that the host writes. */
  rotated: { inside: string; outside: string };
  /** The disk that holds the state directory alone: as the sidecar finds it, and as everybody does. */
  disk: { mountPoint: string; outside: string; roomy: string };
  /** Put before a command, it runs among the sidecar's mounts. */
  mounts: readonly string[];
  /** The real program, in the network that the bans go to. */
  nft: string;
  /** The action of jail `failing` works while this file is there, those of jail `stuck` last as long as this one is. */
  switches: { works: string; hold: string };
}

export interface TroubledHost {
  fail2ban: OwnServer;
  sidecar: OwnServer;
  info: TroubledHostInfo;
}

interface TroubledHostOptions {
  /** Its sidecar listens in the place of this one, once that is stopped: Grafana's rules watch this host then. */
  standsInFor: PrivateSidecar;
  closers: Array<() => Promise<void>>;
  log(line: string): void;
  signal: AbortSignal;
}

const HOURS = 3600;
const quiet = (name: string, more: Partial<PrivateJail> = {}): PrivateJail => ({ name, filter: 'sshd', maxRetry: 100, ...more });
/** Bans at the first failure, and for long. */
const strict = (name: string, more: Partial<PrivateJail> = {}): PrivateJail => ({ name, filter: 'sshd', maxRetry: 1, findTime: 3 * HOURS, banTime: 6 * HOURS, ...more });

/** Jails without an action block nowhere: their bans are not looked for. */
export const SURGE_JAIL = strict('surge', { action: 'none' });

/** A jail for each kind of trouble, so that many can be caused at once. */
const JAILS: readonly PrivateJail[] = [
  ...['gone', 'dropped', 'rotated', 'unread', 'silent', 'filter'].map((name) => quiet(name)),
  strict('mass', { action: 'none' }),
  { ...SURGE_JAIL, enabled: false },
  strict('failing', { settings: { action: 'failing' } }),
  strict('enforced', { settings: { action: 'enforcing' } }),
  strict('stuck', { settings: { action: 'held' } }),
];

/** A second host, not started, on which everything may be broken; null where it cannot be made. */
export async function createTroubledHost({ standsInFor, closers, log, signal }: TroubledHostOptions): Promise<TroubledHost | null> {
  const firewall = await createPrivateFirewall().catch((error: unknown) => {
    log(`No network for the firewall: ${String(error)}`);
    return null;
  });
  if (firewall === null) {
    return null;
  }
  closers.push(firewall.dispose);
  const dir = await mkdtemp(path.join(tmpdir(), 'bangui-troubled-'));
  closers.push(() => rm(dir, { recursive: true, force: true }));

  const nft = path.join(dir, 'nft');
  const environment = Object.entries(firewall.environment).map(([name, value]) => `export ${name}='${value}'\n`).join('');
  await writeFile(nft, `#!/bin/sh\n${environment}exec ${firewall.prefix.join(' ')} nft "$@"\n`);
  await chmod(nft, 0o755);
  for (const words of ['add table inet bans', 'add chain inet bans input { type filter hook input priority -1 ; }', 'add set inet bans held { type ipv4_addr; }', 'add rule inet bans input ip saddr @held drop']) {
    await firewall.run('nft', words);
  }

  const mountPoint = path.join(dir, 'state');
  const roomy = 'size=900m';
  await mkdir(mountPoint);
  // The sidecar looks for programs in these folders and in no others.
  const mounts = await createPrivateMounts(`mount -t tmpfs -o mode=700,${roomy} state '${mountPoint}'\nmount -t tmpfs programs /usr/sbin\n/bin/ln -s '${nft}' /usr/sbin/nft`);
  closers.push(mounts.dispose);

  const outsideOf = ({ dir: folder }: { dir: string }) => path.join(folder, 'logs/outside.log');
  const fail2ban = await createPrivateFail2ban({
    jails: JAILS,
    started: false,
    // As a container does that gets a single file of its host.
    through: (paths) => ['/usr/bin/unshare', '--mount', '/bin/sh', '-c', 'mount --bind "$0" "$1" && shift && exec "$@"', outsideOf(paths), paths.jailLogs.rotated ?? ''],
    log,
    signal,
  });
  closers.push(fail2ban.dispose);
  const switches = { works: path.join(dir, 'works'), hold: path.join(dir, 'hold') };
  const rotated = { inside: fail2ban.jailLogs.rotated ?? '', outside: outsideOf(fail2ban) };
  await writeFile(rotated.outside, '');
  const block = `'${nft}' add element inet bans held "{ <ip> }"`;
  const actions = {
    enforcing: block,
    failing: `test -e '${switches.works}' && ${block}`,
    // fail2ban itself ends an action after a minute.
    held: `i=0; while [ -e '${switches.hold}' ] && [ $i -lt 500 ]; do sleep 0.1; i=$((i+1)); done; ${block}`,
  };
  for (const [name, actionban] of Object.entries(actions)) {
    const definition = { actionban, actionunban: `'${nft}' delete element inet bans held "{ <ip> }"` };
    await writeFile(path.join(fail2ban.configDir, 'action.d', `${name}.conf`), section('Definition', definition));
  }

  const sidecar = await createPrivateSidecar({
    fail2ban,
    started: false,
    through: mounts.prefix,
    env: {
      BANGUI_STATE_DIR: mountPoint,
      BANGUI_PLUGIN_SOCKET: standsInFor.pluginSocket,
      BANGUI_GRAFANA_TOKENS: (await readFile(standsInFor.grafanaTokenFile, 'utf8')).trim(),
      BANGUI_PATH_MAP: `${rotated.inside}=${rotated.outside}`,
      BANGUI_ENFORCE_CHECK: 'nft',
    },
    log,
    signal,
  });
  closers.push(sidecar.dispose);
  const { start, stop, kill, pid, exited, client, ban, dispose, version, ...paths } = fail2ban;
  return { fail2ban, sidecar, info: { fail2ban: paths, rotated, disk: { mountPoint, outside: mounts.outside(mountPoint), roomy }, mounts: mounts.prefix, nft, switches } };
}
