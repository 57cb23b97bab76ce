import { appendFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CommandResult } from './runCommand';
import { runCommand } from './runCommand';
import { unpackedPackage } from './debianPackage';
import { freePort } from './freePort';
import { startOwnChild } from './ownChild';
import { answersOk, createOwnServer } from './ownServer';
import type { OwnServer } from './ownServer';

/** One series of an answer: its labels and its last value. */
export interface Series {
  metric: Record<string, string>;
  value: number;
}

export interface ScrapeTarget {
  health: 'up' | 'down' | 'unknown';
  lastError: string;
  labels: Record<string, string>;
}

/** A real Prometheus of our own on a free port, with its data in a temporary folder. */
export interface PrivatePrometheus extends OwnServer {
  url: string;
  /** What an instant query answers now. */
  query(expression: string): Promise<Series[]>;
  targets(): Promise<ScrapeTarget[]>;
  /** All that it has logged. */
  log(): Promise<string>;
  dispose(): Promise<void>;
}

async function programs() {
  const { root } = await unpackedPackage({ name: 'prometheus', program: 'usr/bin/prometheus' });
  return { prometheus: path.join(root, 'usr/bin/prometheus'), promtool: path.join(root, 'usr/bin/promtool') };
}

/** Checks metrics in the text format, as `promtool check metrics` does. */
export async function checkMetrics(text: string): Promise<CommandResult> {
  const { promtool } = await programs();
  const dir = await mkdtemp(path.join(tmpdir(), 'bangui-promtool-'));
  try {
    await writeFile(path.join(dir, 'metrics'), text);
    return await runCommand('/bin/sh', ['-c', '"$0" check metrics < metrics', promtool], { cwd: dir });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** `configuration` is the text of prometheus.yml; paths in it are relative to the folder where `files` are laid out. */
export async function createPrivatePrometheus(configuration: string, files: Readonly<Record<string, string>> = {}): Promise<PrivatePrometheus> {
  const { prometheus } = await programs();
  const dir = await mkdtemp(path.join(tmpdir(), 'bangui-prometheus-'));
  const logPath = path.join(dir, 'log');
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  await writeFile(logPath, '');
  await writeFile(path.join(dir, 'prometheus.yml'), configuration);
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(dir, name), text, { mode: 0o600 });
  }
  const args = [`--config.file=${path.join(dir, 'prometheus.yml')}`, `--storage.tsdb.path=${path.join(dir, 'data')}`, `--web.listen-address=${address}`];
  const launch = () => startOwnChild(prometheus, args, { cwd: dir, onOutput: (text) => appendFileSync(logPath, text) });
  const server = createOwnServer({ name: 'the private Prometheus', launch, isReady: () => answersOk(`${url}/-/ready`) });

  async function ask<T>(apiPath: string): Promise<T> {
    const reply = await fetch(`${url}/api/v1${apiPath}`);
    const body = (await reply.json()) as { status: string; error?: string; data: T };
    if (body.status !== 'success') {
      throw new Error(`Prometheus refused ${apiPath}: ${body.error}`);
    }
    return body.data;
  }

  async function dispose(): Promise<void> {
    await server.stop();
    await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  try {
    await server.start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    ...server,
    url,
    async query(expression) {
      const { result } = await ask<{ result: Array<{ metric: Record<string, string>; value: [number, string] }> }>(`/query?query=${encodeURIComponent(expression)}`);
      return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
    },
    async targets() {
      return (await ask<{ activeTargets: ScrapeTarget[] }>('/targets?state=active')).activeTargets;
    },
    log: () => readFile(logPath, 'utf8'),
    dispose,
  };
}
