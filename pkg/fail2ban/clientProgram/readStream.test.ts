import { describe, expect, it } from 'vitest';
import { rootCommandsOf, sortStream, valuesOf, withFolder } from '../../domain/configStream';
import { readStream } from './readStream';

const PRINTED = `['set', 'dbmaxmatches', 10]
['set', 'dbfile', None]
['add', 'sshd', 'polling']
['set', 'sshd', 'prefregex', '^a\\\\s\\'"<HOST>$']
['multi-set', 'sshd', 'addfailregex', ["^it's <HOST>$", '^b\\xe4\\u20ac\\n$']]
['set', 'sshd', 'findtime', -1.5]
['set', 'sshd', 'ignorecommand', '']
['set', 'sshd', 'addaction', 'act']
['multi-set', 'sshd', 'action', 'act', [['actionstart', "a\\nb"], ('x', True, [])]]
['config-error', "Jail 'newj' skipped, because of wrong configuration: Unable to read"]
['start', 'sshd']
Server ready
[broken
`;

describe('what fail2ban-client -d prints', () => {
  const commands = readStream(PRINTED);
  it('is read as commands with texts, numbers and lists', () => {
    expect(commands).toHaveLength(11);
    expect(commands[1]).toEqual(['set', 'dbfile', null]);
    expect(commands[3]).toEqual(['set', 'sshd', 'prefregex', '^a\\s\'"<HOST>$']);
    expect(commands[4]).toEqual(['multi-set', 'sshd', 'addfailregex', ["^it's <HOST>$", '^bä€\n$']]);
    expect(commands[5]).toEqual(['set', 'sshd', 'findtime', -1.5]);
    expect(commands[8]).toEqual(['multi-set', 'sshd', 'action', 'act', [['actionstart', 'a\nb'], ['x', true, []]]]);
  });

  it('is sorted by jail', () => {
    const { server, jails, problems } = sortStream(commands);
    const sshd = jails.get('sshd');
    expect(server).toHaveLength(2);
    expect([...jails.keys()]).toEqual(['sshd']);
    expect([...problems]).toEqual([['newj', 'Unable to read']]);
    expect(sshd && valuesOf(sshd, 'addfailregex')).toHaveLength(2);
    expect(sshd && valuesOf(sshd, 'findtime')).toEqual(['-1.5']);
    expect(sshd && rootCommandsOf(sshd)).not.toContain('ignorecommand');
    expect(sshd && rootCommandsOf(sshd)).toContain('a\\nb');
  });

  it('is the same from another folder', () => {
    const stream = sortStream(readStream("['add', 'a', 'polling']\n['set', 'a', 'ignorecommand', '/stage/1/x <ip>']\n"));
    expect(withFolder(stream, '/stage/1', '/etc/fail2ban').jails.get('a')?.commands).toEqual([['set', 'a', 'ignorecommand', '/etc/fail2ban/x <ip>']]);
  });
});
