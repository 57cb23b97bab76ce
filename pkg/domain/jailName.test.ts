import { describe, expect, it } from 'vitest';
import { assertJailName, isJailName } from './jailName';

describe('jail names', () => {
  it.each(['sshd', '3proxy', 'nginx-http-auth', 'a.b_c', 'x'.repeat(64)])('accepts %s', (name) => {
    expect(isJailName(name)).toBe(true);
  });

  it.each(['', '--all', '-x', '.', 'a b', 'a,b', 'sshd\n', 'a/b', 'x'.repeat(65), 'DEFAULT', 'INCLUDES', 'Definition', 'Init', 'KNOWN', 'ü', 'loglevel', 'logtarget', 'syslogsocket', 'allowipv6', 'thread', 'dbfile', 'dbmaxmatches', 'dbpurgeage'])(
    'refuses %j and names the field',
    (name) => {
      expect(() => assertJailName(name, 'jails[0]')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', details: { field: 'jails[0]' } }));
    }
  );
});
