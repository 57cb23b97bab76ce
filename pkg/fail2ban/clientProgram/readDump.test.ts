import { describe, expect, it } from 'vitest';
import { readDump } from './readDump';

describe('a dump of the configuration', () => {
  it('tells database, log target, the enabled jails with their files, and the broken ones', () => {
    const lines = [
      "['set', 'logtarget', '/var/log/fail2ban.log[format=\"x\"]']",
      "['set', 'dbfile', '/var/lib/fail2ban/fail2ban.sqlite3']",
      "['add', 'sshd', 'polling']",
      "['multi-set', 'sshd', 'addfailregex', ['^a \\'b\\' \"c\"$', '^d$']]",
      "['set', 'sshd', 'addlogpath', '/var/log/auth.log', 'head']",
      "['set', 'sshd', 'addlogpath', \"/var/log/it's\\\\n\\xe4\\u4e2d.log\", 'tail']",
      "['add', 'journal', 'systemd']",
      `['config-error', "Jail 'bad' skipped, because of wrong configuration: Unable to read the filter 'nosuch'"]`,
      "['start', 'sshd']",
      'Something else',
    ];
    expect(readDump(lines.join('\n'))).toEqual({
      database: '/var/lib/fail2ban/fail2ban.sqlite3',
      logTarget: '/var/log/fail2ban.log',
      jails: [
        { name: 'sshd', logFiles: ['/var/log/auth.log', "/var/log/it's\\nä中.log"], problem: null },
        { name: 'journal', logFiles: [], problem: null },
        { name: 'bad', logFiles: [], problem: "Unable to read the filter 'nosuch'" },
      ],
    });
  });

  it('knows a server without a database and one that logs elsewhere', () => {
    expect(readDump("['set', 'dbfile', 'None']\n['set', 'logtarget', 'syslog']")).toEqual({ database: null, logTarget: 'SYSLOG', jails: [] });
  });
});
