import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournalLines } from './createJournalLines';

describe('lines of the journal', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-journal-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('are asked for by the matches of a jail, and never without any', async () => {
    const journalctl = path.join(dir, 'journalctl');
    await writeFile(journalctl, '#!/bin/sh\nfor one in "$@"; do echo "$one"; done\n');
    await chmod(journalctl, 0o755);
    const journal = createJournalLines({ journalctl });
    expect((await journal.last(['_SYSTEMD_UNIT=ssh.service + _COMM=sshd', '_UID=0'], 5))?.slice(3)).toEqual(['--lines=5', '_SYSTEMD_UNIT=ssh.service', '+', '_COMM=sshd', '+', '_UID=0']);
    expect(await journal.last(['_UID=0'], 5, 1_795_000_000)).toContain('--since=@1795000000');
    expect(await journal.last([], 5)).toBeNull();
    expect(await journal.last(['--rotate'], 5)).toBeNull();
  });

  it('are none where there is no journal', async () => {
    expect(await createJournalLines({ journalctl: path.join(dir, 'nowhere') }).last(['_UID=0'], 5)).toBeNull();
  });
});
