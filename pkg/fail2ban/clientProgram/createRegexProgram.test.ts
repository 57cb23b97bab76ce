import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RegexFilter } from '../../services/ports/regexProgramPort';
import { createRegexProgram } from './createRegexProgram';

const FILTER: RegexFilter = { candidate: { base: null, failregex: ['^x <HOST>'], ignoreregex: [], prefregex: null, datepattern: null, maxlines: null } };
const SAMPLE = { lines: ['a line'], encoding: 'text' } as const;

describe('fail2ban-regex', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-regex-'));
    await mkdir(path.join(dir, 'state'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  async function programOf(script: string, limits = { sampleMs: 20_000, logMs: 20_000 }) {
    const file = path.join(dir, 'fail2ban-regex');
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    return createRegexProgram({ argv: [file], folder: path.join(dir, 'state'), configDir: dir, toFail2ban: (one) => one, limits });
  }

  it('that is not there is a matter of the surroundings', async () => {
    const program = createRegexProgram({ argv: [path.join(dir, 'nowhere')], folder: path.join(dir, 'state'), configDir: dir, toFail2ban: (one) => one });
    await expect(program.expressions(FILTER)).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH', message: expect.stringContaining('BANGUI_FAIL2BAN_REGEX') });
  });

  it('that did not see the lines is not believed', async () => {
    // Such as one in a container that does not have the state directory: it takes the path for a line.
    const blind = await programOf(`for one in "$@"; do case "$one" in */lines.log) echo "2026-11-21 20:01:19,251 fail2ban.filter         [1]: TRACE  T: Working on line '$one'";; esac; done`);
    await expect(blind.trace(FILTER, SAMPLE)).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH' });
    await expect((await programOf('true')).trace(FILTER, SAMPLE)).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH' });
  });

  it('is killed when its time is over, and leaves nothing', async () => {
    const slow = await programOf('exec sleep 600', { sampleMs: 100, logMs: 100 });
    await expect(slow.trace(FILTER, SAMPLE)).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('did not end') });
    expect(await readdir(path.join(dir, 'state'))).toEqual([]);
  });

  it('is killed when it prints without end', async () => {
    await expect((await programOf('exec yes')).trace(FILTER, SAMPLE)).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('printed too much') });
  });

  it('gets no more memory than half a gigabyte', async () => {
    const greedy = await programOf(`exec /usr/bin/env -S python3 -c 'x = bytearray(900 << 20)'`);
    await expect(greedy.trace(FILTER, SAMPLE)).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('too much memory') });
  });

  it('ends with the sidecar', async () => {
    const slow = await programOf('exec sleep 600');
    const ended = expect(slow.trace(FILTER, SAMPLE)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    slow.close();
    await ended;
  });

  it('inherits nothing of the environment, and gets its lines in a file only', async () => {
    process.env.BANGUI_TEST_SECRET = 'inherited';
    const telling = await programOf('echo "ERROR: $(env | sort | tr "\\n" " ")" "$@"; exit 255');
    const words = await telling.trace(FILTER, { lines: ['/etc/shadow'], encoding: 'text' }).then(() => '', (error: Error) => error.message);
    delete process.env.BANGUI_TEST_SECRET;
    expect(words).toContain('LC_ALL=C.UTF-8');
    expect(words).not.toMatch(/inherited|\/etc\/shadow/);
    expect(words).toMatch(/--usedns=no .* -- lines\.log trial\.conf$/);
  });
});
