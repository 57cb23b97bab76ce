import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lookStill } from './findLogs';
import { openLogFile } from './openLogFile';
import type { LogFile } from './openLogFile';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'bangui-find-'));
});
afterEach(() => rm(dir, { recursive: true }));

it('looks again when a rotation renamed the files meanwhile', async () => {
  const log = path.join(dir, 'fail2ban.log');
  await writeFile(`${log}.1`, 'before');
  await writeFile(log, 'now');
  const found: Array<LogFile | null> = [];
  const look = async () => {
    if (found.length === 0) {
      await rename(`${log}.1`, `${log}.2`);
    }
    found.push(await openLogFile(`${log}.1`).catch(() => null) ?? (await openLogFile(`${log}.2`)));
    return found.at(-1) ?? null;
  };
  const last = await lookStill(log, look);
  expect(found).toHaveLength(2);
  expect(last).toBe(found[1]);
  await expect(found[0]?.stat(), 'the first is closed').rejects.toThrow();
  await last?.close();
});

it('ends with what it found, however often the files are moved', async () => {
  const log = path.join(dir, 'fail2ban.log');
  let looks = 0;
  await lookStill(log, async () => {
    await writeFile(`${log}.${++looks}`, '');
    return null;
  });
  expect(looks).toBeGreaterThan(1);
});
