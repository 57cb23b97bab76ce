import { describe, expect, it } from 'vitest';
import type { ConfigOption } from '../../contract/configReading';
import { exportedFilter, exportedJail } from './exportedOptions';

const option = (name: string, raw: string, file: string, isDefault = false, value: string | null = raw): ConfigOption => ({ name, raw, value, origin: { file, line: 1, isDefault }, isKnown: true, problem: null });

describe('what goes out of a jail', () => {
  it('is what its sections say, and of [DEFAULT] what an owner has set that belongs to a jail', () => {
    const options = [
      option('enabled', 'true', 'jail.conf'),
      option('port', 'ssh', 'jail.conf'),
      option('logpath', '%(sshd_log)s', 'jail.conf', false, '/var/log/auth.log'),
      option('backend', '%(own)s', 'jail.conf', false, 'polling'),
      option('filter', '%(__name__)s[mode=%(mode)s]', 'jail.conf', true, 'sshd[mode=normal]'),
      option('maxretry', '5', 'jail.conf', true),
      option('bantime', '1h', 'jail.local', true),
      option('ignoreip', '203.0.113.7', 'jail.local', true),
      option('banaction', 'nftables', 'jail.local', true),
    ];
    expect(exportedJail(options, false)).toEqual({
      options: { port: ['ssh'], logpath: ['%(sshd_log)s'], backend: ['polling'], filter: ['sshd[mode=normal]'], bantime: ['1h'] },
      leftOut: [],
    });
  });

  it('names what cannot go along, and takes commands only where they may be changed', () => {
    const options = [option('action', 'x[a=1]\ny', 'jail.d/a.local'), option('mine', '1', 'jail.d/a.local'), option('port', '$(id)', 'jail.d/a.local')];
    const unfit = [
      { option: 'mine', why: 'unfit' },
      { option: 'port', why: 'unfit' },
    ];
    expect(exportedJail(options, false)).toEqual({ options: {}, leftOut: [{ option: 'action', why: 'command' }, ...unfit] });
    expect(exportedJail(options, true)).toEqual({ options: { action: ['x[a=1]', 'y'] }, leftOut: unfit });
  });

  it('has expressions as a person gives them: with single percent signs, and without references to the files here', () => {
    const written = [option('failregex', '^100%% <HOST>$', 'a.local', false, '^100% <HOST>$'), option('ignoreregex', '%(known/ignoreregex)s', 'a.local', false, '^never$')];
    expect(exportedJail(written, false).options).toEqual({ failregex: ['^100% <HOST>$'], ignoreregex: ['^never$'] });
    expect(exportedFilter(null, [{ name: 'failregex', raw: '^a%% <HOST>$\n^b <HOST>$' }, { name: '_daemon', raw: 'x' }]).options).toEqual({ failregex: ['^a% <HOST>$', '^b <HOST>$'] });
  });
});
