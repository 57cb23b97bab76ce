import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '../stack/builds';
import { ROOT } from '../stack/paths';
import { runCommand } from '../stack/runCommand';
import { waitFor } from '../stack/waitFor';

beforeAll(async () => {
  await ensureBuilt('sidecar');
});

interface Started {
  process: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

const started: Started[] = [];
afterEach(async () => {
  for (const { process, ended } of started.splice(0)) {
    process.kill('SIGTERM');
    await ended;
  }
});

/** What `npm start` runs. */
function start(...args: string[]): Started {
  const child = spawn(process.execPath, ['test/stack/start.mjs', ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const all = { process: child, output: () => text, ended };
  started.push(all);
  return all;
}

async function childrenOf(pid: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(pids.map((each) => readFile(`/proc/${each}/stat`, 'utf8').catch(() => '')));
  return pids.filter((_, index) => Number(parents[index]?.split(') ')[1]?.split(' ')[1]) === pid);
}

const noneLeft = (pids: readonly number[]) =>
  waitFor(`the end of processes ${pids.join(', ')}`, () => pids.every((pid) => !existsSync(`/proc/${pid}`)), { timeoutMs: 10_000 });
const foldersIn = (text: string) => [...new Set(text.match(/\/\S*bangui-(?:f2b|sidecar)-\w+/g) ?? [])];

it('prints commands that work, and Ctrl-C ends all of it', async () => {
  const stack = start('--no-grafana');
  await waitFor('the summary', () => stack.output().includes('Ctrl-C ends everything'));
  const curl = /curl .*/.exec(stack.output())?.[0] ?? '';
  expect(JSON.parse((await runCommand('/bin/sh', ['-c', `${curl} -s`])).stdout)).toMatchObject({ state: 'online', totals: { jails: 2 } });
  const client = /\S*bin\/fail2ban-client status sshd/.exec(stack.output())?.[0] ?? '';
  expect((await runCommand('/bin/sh', ['-c', client])).stdout).toContain('Currently banned');

  const children = await childrenOf(stack.process.pid ?? 0);
  const folders = foldersIn(stack.output());
  expect(children.length).toBeGreaterThanOrEqual(2);
  expect(folders.length).toBe(2);
  stack.process.kill('SIGINT');
  expect(await stack.ended).toBe(0);
  await noneLeft(children);
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
});

it('ends with success also while it is still starting', async () => {
  const stack = start('--no-grafana');
  const children = await waitFor('its first server', async () => {
    const found = await childrenOf(stack.process.pid ?? 0);
    return found.length > 0 && found;
  }, { everyMs: 5 });
  stack.process.kill('SIGTERM');
  expect(await stack.ended).toBe(0);
  expect(stack.output()).not.toContain('BanGUI runs');
  await noneLeft(children);
});

it('says which part has died', async () => {
  const stack = start('--no-grafana');
  const pid = await waitFor('fail2ban', () => /fail2ban\s+version \S+ process (\d+)/.exec(stack.output())?.[1]);
  process.kill(Number(pid), 'SIGKILL');
  await waitFor('the report', () => stack.output().includes('fail2ban has ended by itself (SIGKILL)'));
});

it('says which port it takes when its own is taken', async () => {
  const other = createServer();
  // Taken by whomever: also a port that somebody else holds already will do.
  await new Promise<void>((resolve) => other.once('error', () => resolve()).listen(9441, '127.0.0.1', resolve));
  try {
    const stack = start('--no-grafana');
    const port = await waitFor('the other port', () => /Port 9441 is taken, using (\d+)/.exec(stack.output())?.[1]);
    await waitFor('the summary', () => stack.output().includes(`http://127.0.0.1:${port}/api/v1, process`));
  } finally {
    other.close();
  }
});

it('prints how to restart fail2ban, and ends also the one that was restarted by hand', async () => {
  const stack = start('--no-grafana');
  await waitFor('the summary', () => stack.output().includes('Ctrl-C ends everything'));
  const restart = /to restart it: (.*)/.exec(stack.output())?.[1] ?? '';
  await runCommand('/bin/sh', ['-c', restart]);
  const [folder = ''] = foldersIn(restart);
  expect(await readFile(path.join(folder, 'restart.log'), 'utf8')).toContain('Server ready');
  const pid = Number(await readFile(path.join(folder, 'fail2ban.pid'), 'utf8'));
  expect(existsSync(`/proc/${pid}`)).toBe(true);
  expect(await childrenOf(stack.process.pid ?? 0)).not.toContain(pid);
  stack.process.kill('SIGINT');
  expect(await stack.ended).toBe(0);
  await noneLeft([pid]);
  expect(existsSync(folder)).toBe(false);
});

it('leaves no process even when it is killed', async () => {
  const stack = start('--no-grafana');
  await waitFor('the summary', () => stack.output().includes('Ctrl-C ends everything'));
  const children = await childrenOf(stack.process.pid ?? 0);
  stack.process.kill('SIGKILL');
  await stack.ended;
  await noneLeft(children);
  await Promise.all(foldersIn(stack.output()).map((folder) => rm(path.resolve(folder), { recursive: true, force: true })));
});

it('refuses an option it does not know', async () => {
  const stack = start('--grafana');
  expect(await stack.ended).toBe(2);
  expect(stack.output()).toContain('Unknown option --grafana');
});
