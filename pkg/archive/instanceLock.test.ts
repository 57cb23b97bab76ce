import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireInstanceLock, AlreadyRunning } from './instanceLock';

describe('the instance lock', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'bangui-lock-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('is held by one alone, in one process too, and can be had again after its release', () => {
    const lock = acquireInstanceLock(dir);
    expect(() => acquireInstanceLock(dir)).toThrow(AlreadyRunning);
    lock.release();
    acquireInstanceLock(dir).release();
  });

  it('goes with a process that is killed', async () => {
    const script = `
      const Database = require('better-sqlite3');
      new Database(${JSON.stringify(path.join(dir, 'instance.lock'))}).exec('BEGIN EXCLUSIVE');
      console.log('held');
      setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(holder.stdout, 'data');
      expect(() => acquireInstanceLock(dir)).toThrow(AlreadyRunning);
    } finally {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    }
    acquireInstanceLock(dir).release();
  });
});
