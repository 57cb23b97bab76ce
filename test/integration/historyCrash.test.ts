import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import type { HistoryResponse } from '../../pkg/contract/history';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';

const MAIN = path.resolve('build/sidecar/main.js');
const TOKEN = 'admin-token-for-crashes';
const KILLS = 20;
/** Bans that wait to be copied: several pages, of which a kill leaves some. */
const BACKLOG = 1500;
const MID_COPY_KILLS = 5;
/** Bans of each later round. */
const EACH = 30;

interface Running {
  child: ChildProcess;
  url: string;
  events(): string[];
}

/** The built sidecar as a process, killed in the middle of its work again and again. */
describe('the history of a sidecar that is killed', () => {
  const disposals: Array<() => Promise<unknown>> = [];
  afterEach(async () => {
    for (const dispose of disposals.splice(0).reverse()) {
      await dispose();
    }
  });

  it(`loses no ban and doubles none over ${KILLS} kills in mid-copying`, async () => {
    const fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd', banTime: 86_400 }] });
    disposals.push(fail2ban.dispose);
    const stateDir = await mkdtemp(path.join(tmpdir(), 'bangui-crash-'));
    disposals.push(() => rm(stateDir, { recursive: true, force: true }));

    async function start(until = 'sidecar_ready'): Promise<Running> {
      const child = spawn(process.execPath, [MAIN], {
        env: {
          PATH: '/usr/bin:/bin',
          TZ: process.env.TZ,
          BANGUI_FAIL2BAN_SOCKET: fail2ban.socketPath,
          BANGUI_STATE_DIR: stateDir,
          BANGUI_PLUGIN_SOCKET: path.join(stateDir, 'grafana/plugin.sock'),
          BANGUI_HTTP_ADDRESS: '127.0.0.1:0',
          BANGUI_SCRIPT_TOKENS: `admin:Admin:${TOKEN}`,
          BANGUI_RATE_LIMIT_PER_MINUTE: '100000',
        },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      disposals.push(() => end(child));
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      const records = () => output.split('\n').filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as Record<string, unknown>);
      const ready = await waitFor('the sidecar', () => records().find(({ event }) => event === until), { everyMs: 5 });
      return { child, url: `http://${String(ready.http)}/api/v1`, events: () => records().map(({ event }) => String(event)) };
    }

    async function end(child: ChildProcess): Promise<void> {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    }

    const call = async <T>({ url }: Running, method: string, apiPath: string, body?: unknown) => {
      const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
      return (await fetch(url + apiPath, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })).json() as Promise<T>;
    };

    /** The last row of fail2ban's database that the archive has copied. */
    const copiedRow = () => {
      const archive = new Sqlite(path.join(stateDir, 'archive.sqlite'), { readonly: true });
      try {
        return archive.prepare<[], number>('SELECT row FROM sync_cursor').pluck().get() ?? 0;
      } finally {
        archive.close();
      }
    };

    let banned = 0;
    let midCopy = 0;
    let recovered = 0;
    for (let kill = 0; kill < KILLS / 2 || (midCopy < MID_COPY_KILLS && kill < 2 * KILLS); kill++) {
      if (kill === 0 || copiedRow() === banned) {
        await fail2ban.ban('sshd', Array.from({ length: BACKLOG }, (_, i) => `10.${100 + kill}.${i >> 8}.${i & 255}`));
        banned += BACKLOG;
      }
      const before = kill === 0 ? 0 : copiedRow();
      const sidecar = await start('archive_opened');
      await waitFor('the first page', () => copiedRow() !== before || sidecar.events().includes('history_sync_complete'), { everyMs: 1 });
      await sleep(Math.random() * 20);
      await end(sidecar.child);
      const row = copiedRow();
      midCopy += row > 0 && row < banned ? 1 : 0;
    }
    let interrupted = 0;
    for (let kill = KILLS / 2; kill < KILLS; kill++) {
      const sidecar = await start();
      recovered += sidecar.events().includes('archive_recovered') ? 1 : 0;
      await fail2ban.ban('sshd', Array.from({ length: EACH }, (_, i) => `10.${kill}.${i >> 8}.${i & 255}`));
      let ended = false;
      const copying = Promise.allSettled([
        call(sidecar, 'POST', '/history/sync'),
        call(sidecar, 'POST', '/ban', { addresses: [`192.0.2.${kill}`], jails: ['sshd'] }),
      ]).then(() => (ended = true));
      await sleep(Math.random() * 60);
      interrupted += ended ? 0 : 1;
      await end(sidecar.child);
      await copying;
    }
    // What is proved needs kills that hit something.
    expect(midCopy, 'kills that left a part of a backlog uncopied').toBeGreaterThanOrEqual(MID_COPY_KILLS);
    expect(interrupted).toBeGreaterThan(0);
    expect(recovered).toBeGreaterThan(0);

    const told = async () => (await readFile(fail2ban.actionLog, 'utf8')).split('\n').filter((line) => line.startsWith('ban ')).map((line) => line.split(' ')[2] ?? '');
    const last = await start();
    let archived: string[] = [];
    await waitFor(
      'the archive to have every ban',
      async () => {
        await call(last, 'POST', '/history/sync');
        archived = [];
        for (let after: string | null = ''; after !== null; ) {
          const page: HistoryResponse = await call<HistoryResponse>(last, 'GET', `/history?limit=1000${after === '' ? '' : `&after=${after}`}`);
          archived.push(...page.bans.map(({ address }) => address));
          after = page.next;
        }
        return archived.length >= new Set(await told()).size;
      },
      { timeoutMs: 30_000 }
    );
    expect(archived.sort()).toEqual((await told()).sort());
  }, 180_000);
});
