import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArchive } from '../../pkg/archive/createArchive';
import { systemClock } from '../../pkg/host/systemClock';
import { createRecordingLogger } from '../fakes/createRecordingLogger';
import { ROOT } from '../stack/paths';

const KILLS = 20;
const LATEST_KILL_MS = 400;

describe('an archive whose process is killed', () => {
  let dir: string;
  let file: string;
  let child: ChildProcess | null = null;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'bangui-crash-'));
    file = path.join(dir, 'archive.sqlite');
  });
  afterEach(() => {
    child?.kill('SIGKILL');
    rmSync(dir, { recursive: true });
  });

  /** Lets a writer work until it has acknowledged something, and a random while longer; then kills it. Returns what it said. */
  async function writeAndKill(batch: number): Promise<string> {
    const writer = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'test/integration/processes/archiveWriter.ts'), file, String(batch)], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = writer;
    let said = '';
    const ended = once(writer, 'close');
    const writing = new Promise<void>((resolve) => {
      writer.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (/^saved/m.test(said)) {
          resolve();
        }
      });
    });
    await Promise.race([writing, ended]);
    expect(writer.exitCode, said).toBeNull();
    await sleep(Math.random() * LATEST_KILL_MS);
    writer.kill('SIGKILL');
    await ended;
    child = null;
    return said;
  }

  it(`has every acknowledged row, each once, after ${KILLS} kills at random moments`, { timeout: 300_000 }, async () => {
    let acknowledged = 0;
    for (let round = 0; round < KILLS; round++) {
      const said = await writeAndKill(round % 2 === 0 ? 50 : 500);
      const resumed = Number(/^resumed (\d+)$/m.exec(said)?.[1]);
      expect(resumed).toBeGreaterThanOrEqual(acknowledged);
      if (round > 0) {
        expect(said).toContain('"event":"archive_recovered"');
      }
      acknowledged = Number(said.match(/^saved \d+\n/gm)?.at(-1)?.slice('saved '.length));
      expect(acknowledged).toBeGreaterThan(resumed);
    }

    expect(statSync(`${file}-wal`).size, 'the last kill left a -wal').toBeGreaterThan(0);
    const { logger, events } = createRecordingLogger();
    const archive = await createArchive({ file, logger, clock: systemClock });
    try {
      expect(events()).toContain('archive_recovered');
      const rows = await archive.history({ from: 0, to: Number.MAX_SAFE_INTEGER }, 10_000_000);
      const lines = await Promise.all(rows.map(({ id }) => archive.lines(id)));
      const numbers = lines.map((found) => Number(found?.lines[0]?.slice('line '.length))).reverse();
      expect(await archive.rebuildRollups()).toEqual({ differed: 0 });
      const saved = (await archive.syncCursor())?.rowid ?? 0;
      expect(saved).toBeGreaterThanOrEqual(acknowledged);
      // Exactly 1, 2, … up to the cursor: nothing is lost, nothing doubled, nothing half of a transaction.
      expect(numbers.length).toBe(saved);
      expect(numbers.every((number, index) => number === index + 1)).toBe(true);
    } finally {
      await archive.close();
    }
    expect(events().at(-1)).toBe('archive_closed');
  });
});
