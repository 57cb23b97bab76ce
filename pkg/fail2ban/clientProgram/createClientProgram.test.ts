import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClientProgram } from './createClientProgram';
import { runProgram } from './runProgram';

describe('the client program', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-client-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  /** What is in place of fail2ban-client: a shell script. */
  async function script(text: string) {
    const file = path.join(dir, 'client');
    await writeFile(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return createClientProgram({ argv: [file, 'own argument'], configDir: '/etc/fail2ban', socketPath: '/run/f2b.sock' });
  }

  it('gets its arguments one by one, and nothing of our environment', async () => {
    const seen = path.join(dir, 'seen');
    process.env.BANGUI_SECRET_OF_A_TEST = 'x';
    const program = await script(`printf '%s|' "$@" > ${seen}; pwd >> ${seen}; env >> ${seen}`);
    expect(await program.reloadIfExists('sshd')).toEqual({ ok: true, words: '' });
    delete process.env.BANGUI_SECRET_OF_A_TEST;
    const [first, ...environment] = (await readFile(seen, 'utf8')).trim().split('\n');
    expect(first).toBe('own argument|-c|/etc/fail2ban|-s|/run/f2b.sock|reload|--if-exists|sshd|/');
    expect(environment.map((line) => line.split('=')[0]).filter((name) => name !== 'PWD' && name !== '_' && name !== 'SHLVL' && name !== 'OLDPWD').sort()).toEqual(['LC_ALL', 'PATH', 'PYTHONNOUSERSITE']);
  });

  it('is never run for what is no jail', async () => {
    const program = await script('exit 0');
    for (const jail of ['--all', '', '-h', 'a b']) {
      await expect(program.reloadIfExists(jail)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  it('answers with its own words', async () => {
    expect(await (await script('echo "Sorry but the jail is bad"; exit 255')).test()).toEqual({ ok: false, words: 'Sorry but the jail is bad' });
    expect(await (await script('exit 3')).test()).toEqual({ ok: false, words: 'fail2ban-client ended with 3' });
    expect(await (await script('exit 255')).dump()).toBeNull();
    expect(await (await script('echo "Fail2Ban v1.1.2.dev1"')).version()).toBe('1.1.2.dev1');
  });

  it('that cannot be run or is no fail2ban-client does not fit', async () => {
    const missing = createClientProgram({ argv: [path.join(dir, 'nosuch')], configDir: '/etc/fail2ban', socketPath: '/s' });
    await expect(missing.version()).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH', message: expect.stringContaining('ENOENT') });
    await expect((await script('echo hello')).version()).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH' });
  });

  it('is killed when it takes too long, prints too much, or the sidecar stops', async () => {
    const options = { limitMs: 60_000, maxBytes: 1000, signal: new AbortController().signal };
    expect(await runProgram('/bin/sleep', ['60'], { ...options, limitMs: 50 })).toMatchObject({ code: null, failure: 'killed' });
    expect(await runProgram('/usr/bin/yes', [], options)).toMatchObject({ code: null, failure: 'killed' });
    const program = await script('exec sleep 60');
    const answer = program.test();
    program.close();
    await expect(answer).rejects.toMatchObject({ code: 'FAIL2BAN_TIMEOUT' });
  });
});
