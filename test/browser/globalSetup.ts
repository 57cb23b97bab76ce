import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { failureLine } from '../stack/logLines';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import { section } from '../stack/privateJail';
import type { PrivateSidecar, PrivateSidecarOptions } from '../stack/privateSidecar';
import { createPrivateSidecar } from '../stack/privateSidecar';
import { waitFor } from '../stack/waitFor';

/** A sidecar as the browser reaches it. */
export interface TestHost {
  url: string;
  tokens: PrivateSidecar['scriptTokens'];
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Who was banned by the jail sshd for three failures; the jail paper ignores its network. */
    attacker: string;
    /** A sidecar on a running fail2ban. */
    live: TestHost;
    /** A sidecar whose fail2ban does not run. */
    down: TestHost;
    /** A sidecar on the running fail2ban that has no fail2ban-client, and writes no configuration. */
    limited: TestHost;
    /** A sidecar whose fail2ban went down over the activation of the jail gone, and runs again. */
    crashed: TestHost;
    /** A sidecar whose fail2ban went down over the activation of the jail gone, and is still away. */
    fallen: TestHost;
  }
}

/** Vitest serves the tests from the first of its ports that is free. */
const ORIGINS = Array.from({ length: 20 }, (_, index) => [`http://localhost:${63315 + index}`, `http://127.0.0.1:${63315 + index}`]).flat();

const ATTACKER = '203.0.113.50';

/** Starts a real fail2ban and two sidecars for all component tests; what they return ends them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const disposals: Array<() => Promise<void>> = [];
  const teardown = async () => {
    for (const dispose of disposals.splice(0).reverse()) {
      await dispose();
    }
  };
  const env = { BANGUI_CORS_ORIGINS: ORIGINS.join(','), BANGUI_RATE_LIMIT_PER_MINUTE: '100000' };
  try {
    const fail2ban = await createPrivateFail2ban({
      jails: [
        { name: 'sshd' },
        { name: 'nginx-http-auth', banTime: -1 },
        { name: 'paper', filter: 'sshd', action: 'none', ignoreIp: ['203.0.113.0/24'] },
        { name: 'slow', filter: 'sshd', action: { sleepSeconds: 7 } },
        { name: 'many', filter: 'sshd', action: 'noop' },
        { name: 'work', filter: 'sshd', action: 'noop' },
      ],
    });
    disposals.push(fail2ban.dispose);
    await fail2ban.ban('many', Array.from({ length: 60 }, (_, index) => `198.51.100.${index + 1}`));
    await attack(fail2ban);
    // Enabled since the server was started, and never to be loaded.
    const jail = { enabled: 'true', backend: 'polling', filter: 'broken', logpath: fail2ban.jailLogs.sshd ?? '', action: '' };
    await writeFile(path.join(fail2ban.configDir, 'jail.d/broken.local'), section('broken', jail));
    await writeFile(path.join(fail2ban.configDir, 'filter.d/broken.local'), '[Definition]\nfailregex = ^( <HOST>$\n');
    // Long enough for a restart to be followed, and without one: other tests look at the same server.
    const restart = { BANGUI_FAIL2BAN_RESTART: '/bin/sleep 6' };
    const previews = { BANGUI_LOG_PREVIEW_DIRS: path.dirname(fail2ban.jailLogs.sshd ?? '') };
    const live = await createPrivateSidecar({ fail2ban, env: { ...env, ...restart, ...previews, BANGUI_ALLOW_COMMANDS: 'true' } });
    disposals.push(live.dispose);
    const down = await createPrivateSidecar({ fail2ban, env: { ...env, BANGUI_FAIL2BAN_SOCKET: `${fail2ban.dir}/nobody.sock` } });
    disposals.push(down.dispose);
    const limited = await createPrivateSidecar({ fail2ban, env: { ...env, BANGUI_FAIL2BAN_CLIENT: `${fail2ban.dir}/no-client`, BANGUI_CONFIG_WRITES: 'off' } });
    disposals.push(limited.dispose);
    const crashed = await startAfterCrash({ fail2ban, env: { ...env, BANGUI_FAIL2BAN_RESTART: '/bin/true' } });
    disposals.push(crashed.dispose);
    const fallen = await startAfterCrash({ fail2ban, env: { ...env, BANGUI_FAIL2BAN_SOCKET: `${fail2ban.dir}/nobody.sock` } });
    disposals.push(fallen.dispose);
    await waitFor('the sidecar to have read the configuration', () => knows(live, 'broken'), { timeoutMs: 60_000 });
    await waitFor('the archive to know the attacker', async () => (await history(live, ATTACKER)).length > 0, { timeoutMs: 60_000 });
    project.provide('attacker', ATTACKER);
    project.provide('limited', { url: limited.url, tokens: limited.scriptTokens });
    project.provide('live', { url: live.url, tokens: live.scriptTokens });
    project.provide('crashed', { url: crashed.url, tokens: crashed.scriptTokens });
    project.provide('fallen', { url: fallen.url, tokens: fallen.scriptTokens });
    project.provide('down', { url: down.url, tokens: down.scriptTokens });
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

/** With the notes of a sidecar that saw fail2ban go down 12 s after an activation. */
async function startAfterCrash(options: PrivateSidecarOptions): Promise<PrivateSidecar> {
  const sidecar = await createPrivateSidecar({ ...options, started: false });
  const activatedAt = Math.floor(Date.now() / 1000) - 60;
  await mkdir(path.join(sidecar.dir, 'state'), { recursive: true, mode: 0o700 });
  await writeFile(path.join(sidecar.dir, 'state/recovery-notes.json'), JSON.stringify({ pending: { jail: 'gone', revision: null, activatedAt, detectedAt: activatedAt + 12, recovered: false } }));
  await sidecar.start();
  return sidecar;
}

async function knows({ url, scriptTokens }: PrivateSidecar, jail: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/v1/jails`, { headers: { authorization: `Bearer ${scriptTokens.Viewer}` } });
  const { states } = (await answer.json()) as { states?: Array<{ name: string }> };
  return states?.some(({ name }) => name === jail) ?? false;
}

async function attack(fail2ban: PrivateFail2ban): Promise<void> {
  const lines = ['root', 'admin', 'guest'].map((user) => failureLine('sshd', { address: ATTACKER, user, when: new Date() }));
  await appendFile(fail2ban.jailLogs.sshd ?? '', lines.join(''));
  await waitFor('the attacker to be banned', async () => (await fail2ban.client('get', 'sshd', 'banip')).includes(ATTACKER), { timeoutMs: 30_000 });
}

async function history({ url, scriptTokens }: PrivateSidecar, address: string): Promise<unknown[]> {
  const answer = await fetch(`${url}/api/v1/history?search=${address}`, { headers: { authorization: `Bearer ${scriptTokens.Viewer}` } });
  return ((await answer.json()) as { bans?: unknown[] }).bans ?? [];
}
