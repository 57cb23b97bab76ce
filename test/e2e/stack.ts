import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureBuilt } from '../stack/builds';
import type { GrafanaInstall } from '../stack/findGrafana';
import { createLogGenerator } from '../stack/logGenerator';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import { createPrivateGrafana } from '../stack/privateGrafana';
import { DEFAULT_JAILS } from '../stack/privateJail';
import { createPrivateSidecar } from '../stack/privateSidecar';
import { waitFor } from '../stack/waitFor';
import { createControl } from './control';
import type { StackInfo } from './stackInfo';
import { ALERT_TIMING, SLOW_JAIL } from './stackInfo';
import { createTroubledHost } from './troubledHost';

interface StartOptions {
  install: GrafanaInstall;
  /** Filled in the order of the starts, so that a start that fails midway can be undone. */
  closers: Array<() => Promise<void>>;
  signal: AbortSignal;
  say(text: string): void;
}

/** A fail2ban under attack, the built sidecar and a Grafana with quick alert rules: all private, all real. */
export async function startStack({ install, closers, signal, say }: StartOptions): Promise<StackInfo> {
  await ensureBuilt('plugin', { log: say, signal });
  const fail2ban = await createPrivateFail2ban({ jails: [...DEFAULT_JAILS, SLOW_JAIL], log: say, signal });
  closers.push(fail2ban.dispose);
  const restartProgram = path.join(fail2ban.dir, 'bin/restart-fail2ban');
  const sidecar = await createPrivateSidecar({ fail2ban, env: { BANGUI_QUERY_LOG_LINES: 'true', BANGUI_FAIL2BAN_RESTART: restartProgram }, log: say, signal });
  closers.push(sidecar.dispose);

  const targets = (['sshd', 'nginx-http-auth'] as const).map((filter) => ({ filter, path: fail2ban.jailLogs[filter] ?? '', maxRetry: 3 }));
  const generator = createLogGenerator({ targets, intervalMs: 1500 });
  closers.push(generator.stop);
  generator.start();

  say(`Starting a private Grafana ${install.version}`);
  const grafana = await createPrivateGrafana({
    install,
    pluginSocket: sidecar.pluginSocket,
    tokenFile: sidecar.grafanaTokenFile,
    alertTickSeconds: ALERT_TIMING.intervalSeconds,
    ruleTiming: ALERT_TIMING,
    // A session that is renewed halfway would end the one that the tests have stored.
    ini: { auth: { token_rotation_interval_minutes: 600 } },
    signal,
  });
  closers.push(grafana.dispose);
  const authDir = path.join(grafana.dir, 'auth');
  await mkdir(authDir, { mode: 0o700 });

  const troubled = await createTroubledHost({ standsInFor: sidecar, closers, log: say, signal });
  const control = await createControl({ fail2ban, sidecar, troubledFail2ban: troubled?.fail2ban, troubledSidecar: troubled?.sidecar });
  closers.push(control.close);
  // The server stays this runner's own, also when the sidecar restarts it.
  const orders = "for (const order of ['stop', 'start']) { const { ok } = await fetch(process.argv[1] + '/fail2ban/' + order, { method: 'POST' }); ok || process.exit(1); }";
  await writeFile(restartProgram, `#!/bin/sh\nexec '${process.execPath}' --input-type=module -e "${orders}" '${control.url}'\n`, { mode: 0o755 });
  // Addresses for documentation, as the generator has them, belong to no country. Nothing of this fail2ban reaches a firewall.
  await fail2ban.client('set', 'sshd', 'banip', '193.0.0.1', '198.41.0.4');
  await waitFor('the first ban', async () => /\d/.test(await fail2ban.client('get', 'sshd', 'banip')), { timeoutMs: 60_000, everyMs: 500, signal });
  return {
    grafanaUrl: grafana.url,
    grafanaVersion: grafana.version,
    admin: { user: grafana.adminUser, password: grafana.adminPassword },
    authDir,
    tokenFile: sidecar.grafanaTokenFile,
    fail2banVersion: fail2ban.version,
    fail2banClient: fail2ban.clientCommand,
    control: control.url,
    troubled: troubled?.info ?? null,
  };
}
