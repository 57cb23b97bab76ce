import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateJail } from '../stack/privateJail';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';
import type { TestReply, TestSidecar } from './startTestSidecar';

const BANNED = ['192.0.2.7', '192.0.2.8'];
export const DEFAULTS_FILE = 'jail.d/zz-bangui.local';
export const OWN_FILE = (jail: string) => `jail.d/zz-bangui-${jail}.local`;

export interface ConfigStack {
  fail2ban: PrivateFail2ban;
  sidecar: TestSidecar;
  listed(): Promise<string[]>;
  /** Every file of the configuration with its bytes in Latin-1. */
  tree(): Promise<Record<string, string>>;
  preview(change: unknown, role?: 'Viewer' | 'Editor' | 'Admin'): Promise<TestReply>;
  /** Based on what the file of the change is now, unless `expected` says otherwise. */
  apply(change: { kind: string } & Record<string, unknown>, more?: { expected?: string | null; reason?: string; key?: string }): Promise<TestReply>;
  digestOf(file: string): Promise<string | null>;
  /** Bans in another jail, and what its actions and the log tell of it from now on. */
  watchOther(jail: string): Promise<() => Promise<string[]>>;
  dispose(): Promise<void>;
}

/** A real fail2ban with a sidecar that may change its configuration. */
export async function startConfigStack(jails: readonly PrivateJail[], env: NodeJS.ProcessEnv = {}): Promise<ConfigStack> {
  const fail2ban = await createPrivateFail2ban({ jails });
  const sidecar = await startTestSidecar(fail2ban.socketPath, {
    BANGUI_FAIL2BAN_CLIENT: fail2ban.clientCommand,
    BANGUI_FAIL2BAN_REGEX: fail2ban.regexCommand,
    BANGUI_FAIL2BAN_CONFIG_DIR: fail2ban.configDir,
    ...env,
  });
  await waitFor('the surroundings to be known', () => sidecar.records().some(({ event }) => event === 'surroundings_known'));

  const digestOf = async (file: string) => {
    const bytes = await readFile(path.join(fail2ban.configDir, file)).catch(() => null);
    return bytes && createHash('sha256').update(bytes).digest('hex');
  };
  const fileOf = ({ kind, jail, filter, action, path: file }: { kind: string } & Record<string, unknown>) => {
    if (kind === 'edit_file' || kind === 'set_defaults') {
      return kind === 'edit_file' ? String(file) : DEFAULTS_FILE;
    }
    return jail !== undefined ? OWN_FILE(String(jail)) : filter !== undefined ? `filter.d/${String(filter)}.local` : `action.d/${String(action)}.local`;
  };

  return {
    fail2ban,
    sidecar,
    digestOf,
    listed: async () => (/Jail list:\s*(.*)/.exec(await fail2ban.client('status'))?.[1]?.split(', ') ?? []).filter((name) => name !== ''),
    async tree() {
      const entries = await readdir(fail2ban.configDir, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort();
      return Object.fromEntries(await Promise.all(files.map(async (file) => [path.relative(fail2ban.configDir, file), await readFile(file, 'latin1')] as const)));
    },
    preview: (change, role = 'Admin') => sidecar.call('POST', '/config/changes/preview', { role, body: { change } }),
    async apply(change, { expected, reason = 'a test', key = randomUUID() } = {}) {
      const body = { change, reason, expected: expected === undefined ? await digestOf(fileOf(change)) : expected };
      return waitFor('the change to end', async () => {
        const reply = await sidecar.call('POST', '/config/changes', { body, headers: { 'idempotency-key': key } });
        return reply.status === 202 ? null : reply;
      });
    },
    async watchOther(jail) {
      await fail2ban.ban(jail, BANNED);
      const [log, actions] = [await readFile(fail2ban.logPath, 'utf8'), await readFile(fail2ban.actionLog, 'utf8')];
      return async () => {
        const [logNow, actionsNow, held] = [await readFile(fail2ban.logPath, 'utf8'), await readFile(fail2ban.actionLog, 'utf8'), await fail2ban.client('get', jail, 'banip')];
        const lines = [...logNow.slice(log.length).split('\n'), ...actionsNow.slice(actions.length).split('\n')];
        const interrupted = lines.filter((line) => line.includes(`[${jail}] `) || new RegExp(`(?:ban|unban) ${jail} `).test(line) || line.includes(`'${jail}'`));
        return [...interrupted, ...BANNED.filter((address) => !held.includes(address)).map((address) => `${address} is not banned any more`)];
      };
    },
    async dispose() {
      await sidecar.stop();
      await fail2ban.dispose();
    },
  };
}
