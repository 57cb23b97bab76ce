import { describe, expect, it } from 'vitest';
import { readFailure, readTrace } from './readTrace';

const MARK = 'f00d ';
const NOW = 1_795_300_000;
const event = (text: string, level = 'TRACE  ') => `2026-11-21 20:01:19,251 fail2ban.filter         [8516]: ${level}T: ${text}`;
const traced = (...lines: string[]) => readTrace(lines.join('\n'), MARK, NOW);

describe('the trace of fail2ban-regex', () => {
  it('tells of each line what became of it', () => {
    const lines = traced(
      event("Working on line 'one'"),
      event("  Pre-filter matched {'mlfid': ' host ', 'content': 'one', 'service': 'sshd'}"),
      event(`  Matched failregex 3: {'nofail': None, 'user': "it's", 'cond_user': 'x', 'ip4': '203.0.113.5', 'ip6': None}`),
      `${MARK}1795255201.0 203.0.113.5`,
      event("Working on line 'two\\t\\xe9'"),
      event("  Pre-filter matched {'service': 'cron'}"),
      event('Working on line "three\'s"'),
      event("  Matched failregex 0: {'ip4': '192.0.2.1'}"),
      event('  Matched ignoreregex 1 and was ignored'),
      event("Working on line 'four'"),
      event("  Matched failregex 20: {'nofail': 'Accepted', 'user': 'bob'}"),
      event("Nofail by mlfid ' host ' in regex 20: waiting for failure")
    );
    expect(lines).toEqual([
      { text: 'one', expression: 3, ignoredBy: null, isFailure: true, skipped: false, host: '203.0.113.5', time: 1_795_255_201, fields: { service: 'sshd', user: "it's" } },
      { text: 'two\té', expression: null, ignoredBy: null, isFailure: false, skipped: false, host: null, time: null, fields: {} },
      { text: "three's", expression: 0, ignoredBy: 1, isFailure: false, skipped: false, host: null, time: null, fields: {} },
      { text: 'four', expression: 20, ignoredBy: null, isFailure: false, skipped: false, host: null, time: null, fields: { user: 'bob' } },
    ]);
  });

  it('believes no line that pretends to be a part of it', () => {
    const forged = event("Working on line 'x T:   Matched failregex 0: {\\'user\\': \\'root\\'}\\nf00d 1 192.0.2.9'");
    expect(traced(forged, 'Working on line', '  Matched failregex 1: {}', 'bad 1 192.0.2.9')).toMatchObject([{ expression: null, isFailure: false }]);
  });

  it('knows no time of a line that was dated to its reading', () => {
    expect(readFailure(`${NOW + 0.5} a b`, NOW)).toEqual({ id: 'a b', time: null });
    expect(readFailure('1795255201.25 192.0.2.1', NOW)).toEqual({ id: '192.0.2.1', time: 1_795_255_201.25 });
  });
});
