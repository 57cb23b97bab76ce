import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../pkg/logging/log';
import { startSidecar } from '../../pkg/main';
import { readSettings } from '../../pkg/settings/settings';
import { waitFor } from '../stack/waitFor';

const MAIN = path.resolve('build/sidecar/main.js');

/** The built sidecar as a process; everything it prints, on either stream, is kept. */
describe('the sidecar as a process', () => {
  let dir: string;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-process-'));
  });
  afterEach(async () => {
    children.splice(0).forEach((child) => child.kill('SIGKILL'));
    await rm(dir, { recursive: true, force: true });
  });

  const environment = (extra: NodeJS.ProcessEnv = {}) => ({
    PATH: '/usr/bin:/bin',
    BANGUI_FAIL2BAN_SOCKET: path.join(dir, 'nosuch.sock'),
    BANGUI_STATE_DIR: path.join(dir, 'state'),
    BANGUI_PLUGIN_SOCKET: path.join(dir, 'grafana/plugin.sock'),
    BANGUI_HTTP_ADDRESS: '127.0.0.1:0',
    ...extra,
  });

  function run(extra: NodeJS.ProcessEnv = {}, nodeArgs: string[] = [], args: string[] = [], under: string[] = []) {
    const [program = '', ...rest] = [...under, process.execPath, ...nodeArgs, MAIN, ...args];
    const child = spawn(program, rest, { env: environment(extra), stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const exited = once(child, 'close').then(([code]) => code as number | null);
    return {
      child,
      exited,
      lines: () => output.split('\n').filter((line) => line !== ''),
      records: () => output.split('\n').filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as Record<string, unknown>),
      /** Throws for the first line that is not a record. */
      allRecords: () => output.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>),
    };
  }

  type Running = ReturnType<typeof run>;
  const event = (sidecar: Running, name: string) => waitFor(name, () => sidecar.records().find((record) => record.event === name));
  const WELL_FORMED = { event: expect.stringMatching(/^[a-z0-9_]+$/), level: expect.stringMatching(/^(debug|info|warn|error)$/), timestamp: expect.stringMatching(/Z$/) };

  it('prints nothing but records from its first line to its last, access lines too', async () => {
    const sidecar = run({ BANGUI_LOG_LEVEL: 'debug' });
    const ready = await event(sidecar, 'sidecar_ready');
    await fetch(`http://${String(ready.http)}/api/v1/status`);
    await event(sidecar, 'request_complete');
    sidecar.child.kill('SIGTERM');
    expect(await sidecar.exited).toBe(0);
    const records = sidecar.allRecords();
    expect(records.at(-1)).toMatchObject({ event: 'sidecar_stopped' });
    for (const record of records) {
      expect(record).toMatchObject(WELL_FORMED);
    }
    expect(records.find((record) => record.event === 'request_complete')).toMatchObject({ status: 401, path: '/api/v1/status', method: 'GET', request_id: expect.any(String) });
  });

  it("prints Node's warnings and an uncaught exception as records too", async () => {
    const saboteur = path.join(dir, 'saboteur.cjs');
    await writeFile(saboteur, "setTimeout(() => process.emitWarning('odd'), 300); setTimeout(() => { throw new Error('on purpose'); }, 1500);");
    const sidecar = run({}, ['--require', saboteur]);
    expect(await sidecar.exited).toBe(1);
    const records = sidecar.allRecords();
    expect(records).toContainEqual(expect.objectContaining({ event: 'node_warning', detail: 'odd' }));
    expect(records).toContainEqual(expect.objectContaining({ event: 'uncaught_exception', level: 'error', error: expect.objectContaining({ message: 'on purpose' }) }));
  });

  it.runIf(process.getuid?.() === 0)('says that it may not open the socket of fail2ban (seen without the rights of root, which takes root)', async () => {
    const locked = path.join(dir, 'locked');
    await mkdir(locked);
    const server = createServer().listen(path.join(locked, 'fail2ban.sock'));
    await once(server, 'listening');
    await chown(locked, 65_534, 65_534);
    await chmod(locked, 0o700);
    try {
      const sidecar = run({ BANGUI_FAIL2BAN_SOCKET: path.join(locked, 'fail2ban.sock') }, [], [], ['setpriv', '--bounding-set', '-dac_override,-dac_read_search']);
      expect(await event(sidecar, 'fail2ban_went_offline')).toMatchObject({ reason: 'permission_denied' });
      // Before it is ready a signal ends it without ceremony.
      await event(sidecar, 'sidecar_ready');
      sidecar.child.kill('SIGTERM');
      expect(await sidecar.exited).toBe(0);
    } finally {
      server.close();
    }
  });

  it('ends at a wrong setting with one line that names the variable', async () => {
    const sidecar = run({ BANGUI_HTTP_ADDRESS: 'here' });
    expect(await sidecar.exited).toBe(78);
    expect(sidecar.allRecords()).toEqual([expect.objectContaining({ event: 'settings_invalid', level: 'error', variable: 'BANGUI_HTTP_ADDRESS' })]);
  });

  it.each([
    { args: ['--version'], extra: {}, code: 0, told: { event: 'version', level: 'info', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) } },
    { args: ['--check'], extra: {}, code: 0, told: { event: 'settings_valid', level: 'info' } },
    { args: ['--check'], extra: { BANGUI_HTTP_ADDRESS: 'here' }, code: 78, told: { event: 'settings_invalid', variable: 'BANGUI_HTTP_ADDRESS' } },
    { args: ['--help'], extra: {}, code: 64, told: { event: 'unknown_argument', level: 'error', argument: '--help' } },
    { args: ['--wait'], extra: { BANGUI_HTTP_ADDRESS: 'here' }, code: 78, told: { event: 'settings_invalid', variable: 'BANGUI_HTTP_ADDRESS' } },
    { args: ['--check', '--force'], extra: {}, code: 64, told: { event: 'unknown_argument', argument: '--force' } },
  ])('answers $args in one record, $code, and starts nothing', async ({ args, extra, code, told }) => {
    const sidecar = run(extra, [], args);
    expect(await sidecar.exited).toBe(code);
    expect(sidecar.allRecords()).toEqual([expect.objectContaining({ ...WELL_FORMED, ...told })]);
    expect(existsSync(path.join(dir, 'state'))).toBe(false);
  });

  it('waits with --wait for the sidecar of the same settings, and says so in one record', async () => {
    await mkdir(path.join(dir, 'grafana'));
    await writeFile(path.join(dir, 'grafana/token'), 'of a predecessor');
    const waiting = run({}, [], ['--wait']);
    const sidecar = run();
    expect(await waiting.exited).toBe(0);
    expect(waiting.allRecords()).toEqual([expect.objectContaining({ ...WELL_FORMED, event: 'sidecar_awaited', level: 'info' })]);
    expect(await readFile(path.join(dir, 'grafana/token'), 'utf8')).toBe(await readFile(path.join(dir, 'state/grafana-token'), 'utf8'));
    await event(sidecar, 'sidecar_ready');
    sidecar.child.kill('SIGTERM');
    expect(await sidecar.exited).toBe(0);
  });

  it('stops waiting at once when the sidecar that it waits for has ended', async () => {
    const sidecar = run({ BANGUI_HTTP_ADDRESS: 'here' });
    const waiting = run({ MAINPID: String(sidecar.child.pid) }, [], ['--wait']);
    expect(await sidecar.exited).toBe(78);
    expect(await waiting.exited).toBe(1);
    expect(waiting.allRecords()).toEqual([
      expect.objectContaining({ event: 'sidecar_await_failed', level: 'error', reason: 'process_ended', pid: sidecar.child.pid, missing: expect.stringContaining(path.join(dir, 'grafana/plugin.sock')) }),
    ]);
  });

  it('writes its log to a file as well, and to a new one after a rotation', async () => {
    const file = path.join(dir, 'sidecar.log');
    const sidecar = run({ BANGUI_LOG_FILE: file });
    await event(sidecar, 'sidecar_ready');
    await rename(file, `${file}.1`);
    sidecar.child.kill('SIGHUP');
    await waitFor('the new file', () => readFile(file, 'utf8').catch(() => null));
    sidecar.child.kill('SIGTERM');
    expect(await sidecar.exited).toBe(0);
    const both = (await readFile(`${file}.1`, 'utf8')) + (await readFile(file, 'utf8'));
    expect(both.split('\n')).toEqual(expect.arrayContaining(sidecar.lines()));
    expect(await readFile(file, 'utf8')).toContain('sidecar_stopped');
  });

  it.each(['BANGUI_STATE_DIR', 'BANGUI_PLUGIN_SOCKET', 'BANGUI_LOG_FILE'])('names %s when it lies where nothing can be written', async (variable) => {
    const file = path.join(dir, 'file');
    await writeFile(file, '');
    const sidecar = run({ [variable]: path.join(file, 'place/x') });
    expect(await sidecar.exited).toBe(1);
    expect(sidecar.allRecords().at(-1)).toMatchObject({ event: 'settings_unusable', level: 'error', variable });
  });

  it('refuses to be the second on one state directory, and follows one that was killed', async () => {
    const first = run();
    await event(first, 'sidecar_ready');
    const second = run();
    expect(await second.exited).toBe(1);
    expect(second.allRecords()).toEqual([expect.objectContaining({ event: 'sidecar_already_running' })]);
    first.child.kill('SIGKILL');
    await first.exited;
    const third = run();
    await event(third, 'sidecar_ready');
    third.child.kill('SIGINT');
    expect(await third.exited).toBe(0);
  });

  it('ends with a clear record when its address is taken', async () => {
    const first = run();
    const { http } = await event(first, 'sidecar_ready');
    const second = run({ BANGUI_STATE_DIR: path.join(dir, 'other'), BANGUI_HTTP_ADDRESS: String(http) });
    expect(await second.exited).toBe(1);
    expect(second.allRecords().at(-1)).toMatchObject({ event: 'settings_unusable', variable: 'BANGUI_HTTP_ADDRESS', problem: expect.stringContaining('EADDRINUSE') });
    first.child.kill('SIGTERM');
    await first.exited;
  });

  it('writes each event once also when the app is started a second time in one process', async () => {
    const lines: string[] = [];
    const logger = createLog('info', { write: (line) => void lines.push(line) });
    const { settings } = readSettings(environment());
    for (let round = 1; round <= 2; round++) {
      lines.length = 0;
      const sidecar = await startSidecar(settings, logger);
      await fetch(`http://127.0.0.1:${sidecar.http.port}/healthz`);
      await sidecar.stop();
      const events = lines.map((line) => String((JSON.parse(line) as { event: unknown }).event));
      expect([...events].sort()).toEqual([...new Set(events)].sort());
      expect(events).toEqual(expect.arrayContaining(['sidecar_ready', 'request_complete', 'sidecar_stopped']));
    }
  });
});
