import { describe, expect, it } from 'vitest';
import { createRestartProgram } from './createRestartProgram';

const sh = (script: string, limitMs?: number) => createRestartProgram({ argv: ['/bin/sh', '-c', script], limitMs });

describe('the command that restarts fail2ban', () => {
  it('is run as it is, with nothing of this environment', async () => {
    expect(createRestartProgram({ argv: ['systemctl', 'restart', 'fail2ban'] }).command).toBe('systemctl restart fail2ban');
    expect(await sh('test "$LC_ALL" = C.UTF-8 && test -z "$HOME"').run()).toEqual({ ok: true, words: '' });
    expect(await createRestartProgram({ argv: ['/bin/echo', '$(exit 3)', ';', 'exit', '4'] }).run()).toEqual({ ok: true, words: '' });
  });

  it('says why it failed', async () => {
    expect(await sh('echo Unit not found >&2; exit 5').run()).toEqual({ ok: false, words: expect.stringContaining('Unit not found') });
    expect(await sh('exit 5').run()).toEqual({ ok: false, words: '/bin/sh ended with 5' });
  });

  it('has ended when the command has, whoever still holds its output', async () => {
    // Ends by itself when nothing reads the other end any more.
    expect(await sh('(while sleep 0.2; do echo still here || exit; done) & exit 0').run()).toEqual({ ok: true, words: '' });
  });

  it('that is not set, cannot be run, or hangs is told as that', async () => {
    const none = createRestartProgram({ argv: null });
    expect(none.command).toBeNull();
    await expect(none.run()).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH', details: { setting: 'BANGUI_FAIL2BAN_RESTART' } });
    await expect(createRestartProgram({ argv: ['/nowhere/restart'] }).run()).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH', message: expect.stringContaining('ENOENT') });
    await expect(sh('exec sleep 60', 100).run()).rejects.toMatchObject({ code: 'FAIL2BAN_TIMEOUT' });
  });

  it('keeps no sidecar from stopping', async () => {
    const program = sh('exec sleep 1');
    const running = program.run();
    program.close();
    await expect(running).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await expect(program.run()).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});
