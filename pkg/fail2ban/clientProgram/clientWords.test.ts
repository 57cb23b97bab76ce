import { describe, expect, it } from 'vitest';
import { clientWords } from './clientWords';

const record = (level: string, message: string) => `2026-11-21 06:38:44,029 fail2ban                [15682]: ${level.padEnd(7)} ${message}\n`;
const WARNING = record('WARNING', "'allowipv6' not defined in 'Definition'. Using default one: 'auto'");

describe('the words of fail2ban-client', () => {
  it('are its errors with their further lines, without warnings and repetitions', () => {
    const stderr = `${WARNING}${record('ERROR', 'Failed during configuration: File contains no section headers.')}file: 'x.local', line: 1\n${record('ERROR', 'ERROR: test configuration failed')}`;
    expect(clientWords(' \n', stderr)).toBe("Failed during configuration: File contains no section headers.\nfile: 'x.local', line: 1");
  });

  it('are what it printed, when the server refused', () => {
    expect(clientWords('Unable to compile:\nmissing )\n', `${WARNING}${record('ERROR', 'NOK: ("Unable to compile:\\nmissing )",)')}`)).toBe('Unable to compile:\nmissing )');
  });

  it('keep what is no record, and end somewhere', () => {
    expect(clientWords('', 'docker: no such container\n')).toBe('docker: no such container');
    expect(clientWords('x'.repeat(10_000), '')).toHaveLength(2000);
    expect(clientWords('OK: configuration test is successful\n', WARNING)).toBe('');
  });
});
