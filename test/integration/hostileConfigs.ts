type Files = Readonly<Record<string, string | Buffer>>;

const FILTER = '[Definition]\nfailregex = ^x <HOST>$\n';
const ACTION = '[Definition]\nactionban = echo <ip> <name>\n[Init]\nname = default\n';
const BASE = { 'filter.d/f.conf': FILTER, 'action.d/a.conf': ACTION };

function jail(body: string, more: Files = {}): Files {
  return { ...BASE, 'jail.conf': `[DEFAULT]\nbackend = polling\nfilter = f\n[j]\nenabled = true\n${body}`, ...more };
}

/** A filter whose [Definition] is `body`, used by an enabled jail with these options in brackets. */
function filter(body: string, brackets = '', more: Files = {}): Files {
  return jail(`filter = g${brackets}\n`, { 'filter.d/g.conf': `[Definition]\n${body}`, ...more });
}

function action(text: string, brackets = '', more: Files = {}): Files {
  return jail(`action = b${brackets}\n`, { 'action.d/b.conf': text, ...more });
}

/** What each of them is about, and its files; `@DIR@` stands for the folder they lie in. */
export const HOSTILE: ReadonlyArray<readonly [string, Files]> = [
  // Lines
  ['no jail at all', BASE],
  ['a garbage line', jail('this is garbage\nand = fine\nthis too\n')],
  ['a line that begins with its delimiter', jail('= value\n more\nnext = 1\n')],
  ['no section header', jail('', { 'jail.local': 'bantime = 5\n' })],
  ['a byte order mark', jail('', { 'jail.local': '\ufeff[j]\nbantime = 5\n' })],
  ['a duplicate option', jail('bantime = 5\nBanTime = 6\n')],
  ['a duplicate section', jail('', { 'jail.d/x.local': '[j]\nbantime = 5\n[k]\n[j]\n' })],
  ['[DEFAULT] twice', jail('', { 'jail.d/x.local': '[DEFAULT]\nbantime = 5\n[k]\n[DEFAULT]\nfindtime = 6\n' })],
  ['[DEFAULT] twice with the same option', jail('', { 'jail.d/x.local': '[DEFAULT]\nbantime = 5\n[k]\n[DEFAULT]\nbantime = 6\n' })],
  ['inline comments', jail('bantime = 5 ; five\nfindtime = 6;six\nmaxretry = 5 # five\nignorecommand = a;b ;c\n')],
  ['a semicolon behind other blanks', jail('bantime = 5\t;tab\nfindtime = 6\u00a0;hard blank\nignorecommand = x\u2003; wide\n')],
  ['comments inside of a value', jail('ignoreip = 1.1.1.1\n# no\n 2.2.2.2\n ; no\n  # no\n 3.3.3.3\n')],
  ['comments and empty lines where rows count', jail('ignorecommand = a\n# no\n\n  b ; no\n  ; no\n  c\n\n# no\n')],
  ['empty lines inside of a value', jail('ignoreip = 1.1.1.1\n\n 2.2.2.2\n   \n\t3.3.3.3\n\n\nbantime = 7\n')],
  ['an empty value with rows', jail('ignoreip =\n  1.1.1.1\n  2.2.2.2\n')],
  ['an indented header and indented options', jail('', { 'jail.local': '  [j]\n  bantime = 5\n  findtime = 6\n    7\n maxretry = 8\n' })],
  ['deeper and shallower rows', jail('ignoreip = a\n      b\n   c\n d\nbantime = 9\n')],
  ['colons and several delimiters', jail('bantime: 5\nignorecommand : a = b : c\nfindtime=:6\n')],
  ['text behind a header', jail('', { 'jail.local': '[k] x\nenabled = true\n[l]] ]\nenabled = 1\n[[m]\nenabled = on\n' })],
  ['odd names of jails', jail('', { 'jail.local': '[a b]\nenabled = yes\n["q\']\nenabled = TRUE\n[ä€]\nenabled = On\n[default]\nenabled = 2\n[KNOWN/x]\nenabled = 1\n' })],
  ['other line endings', jail('', { 'jail.local': '[j]\r\nbantime = 5\rfindtime = 6\nignoreip = a\r\n  b\r\n' })],
  ['separators that end no line', jail('ignorecommand = a\u2028b\x0bc\x1cd\x85e\n', {})],
  ['control characters', jail('ignorecommand = a\x00b\x07\x1b[0m\x7f\x9f\u200b\u{1f600}\u{e0001}\n')],
  ['no UTF-8', jail('', { 'jail.local': Buffer.from('[j]\nbantime = 5\nignorecommand = \xe4\n', 'latin1') })],
  ['no UTF-8 in a filter', filter('failregex = ^x\n', '', { 'filter.d/g.local': Buffer.from('[Definition]\nignoreregex = \xe4\n', 'latin1') })],
  ['a filter that is only no UTF-8', jail('filter = u\n', { 'filter.d/u.conf': Buffer.from('\xe4', 'latin1') })],
  ['an empty file', jail('', { 'jail.local': '' })],
  ['a folder with the name of a file', jail('', { 'jail.d/x.conf/y': '' })],
  ['hidden files and other endings', jail('', { 'jail.d/.x.conf': '[j]\nbantime = 5\n', 'jail.d/x.conf.bak': '[j]\nbantime = 6\n', 'jail.d/x.CONF': '[j]\nbantime = 7\n' })],
  // Order
  ['all places of a jail', jail('bantime = 1\n', { 'jail.d/b.conf': '[j]\nbantime = 2\n', 'jail.d/a.conf': '[j]\nbantime = 3\nfindtime = 3\n', 'jail.local': '[j]\nbantime = 4\nmaxretry = 4\n', 'jail.d/a.local': '[j]\nbantime = 5\n' })],
  ['an option of a section beats a later [DEFAULT]', jail('bantime = 1\n', { 'jail.local': '[DEFAULT]\nbantime = 2\nfindtime = 2\n' })],
  ['includes before and after', jail('bantime = 1\n', { 'jail.local': '[INCLUDES]\nbefore = i/one.conf\n  i/two.conf\nafter = i/three.conf\n[j]\nbantime = 2\n', 'i/one.conf': '[j]\nfindtime = 1\n[DEFAULT]\nmaxretry = 1\n', 'i/one.local': '[DEFAULT]\nmaxretry = 2\n', 'i/two.conf': '[j]\nfindtime = 2\n', 'i/three.conf': '[j]\nbantime = 3\n' })],
  ['an include that is missing, absolute, itself', jail('bantime = 1\n', { 'jail.local': '[INCLUDES]\nbefore = nosuch.conf\n  @DIR@/x.conf\n  jail.local\n', 'x.conf': '[j]\nfindtime = 5\n[INCLUDES]\nafter = jail.local\n' })],
  ['an include with a reference', jail('', { 'jail.local': '[DEFAULT]\nwhere = i\n[INCLUDES]\nbefore = %(where)s/one.conf\n', 'i/one.conf': '[j]\nfindtime = 1\n' })],
  ['an include with a reference that is none', jail('', { 'jail.local': '[INCLUDES]\nbefore = %(where)s/one.conf\n' })],
  ['includes named in [DEFAULT]', jail('', { 'jail.local': '[DEFAULT]\nbefore = i/one.conf\n[INCLUDES]\n', 'i/one.conf': '[j]\nfindtime = 1\n' })],
  ['an empty include', jail('bantime = 3\n', { 'jail.local': '[INCLUDES]\nbefore =\n' })],
  ['a broken include', jail('', { 'jail.local': '[INCLUDES]\nbefore = i/one.conf\n', 'i/one.conf': 'garbage\n' })],
  ['a filter with all its places', filter('failregex = 1\nignoreregex = 1\n', '', { 'filter.d/g.d/x.conf': '[Definition]\nfailregex = 2\n  %(known/failregex)s\n', 'filter.d/g.local': '[Definition]\nfailregex = %(known/failregex)s\n  3\n', 'filter.d/g.d/y.local': '[Definition]\nignoreregex = 4\n' })],
  ['a filter that is only local', jail('filter = l\n', { 'filter.d/l.local': FILTER })],
  // References
  ['references of all kinds', jail('bantime = %(findtime)s\nfindtime = %(DEFAULT/d)s%(k/e)s%(default/d)s%(__name__)s%%\n', { 'jail.local': '[DEFAULT]\nd = 5\n[k]\ne = 6\nd = 7\n' })],
  ['what was known before', jail('bantime = 1\nfindtime = 2\n', { 'jail.local': '[j]\nbantime = %(known/bantime)s0\nfindtime = %(known/nosuch)s\n' })],
  ['what was known of [DEFAULT]', jail('bantime = 1%(known/dd)s\n', { 'jail.local': '[DEFAULT]\ndd = 5\n' })],
  ['a reference to nothing', jail('x = 1\nbantime = a%(nosuch)s\n')],
  ['a reference to nothing that nobody asks for', jail('x = %(nosuch)s\nbantime = 1\n')],
  ['a reference to nothing in a disabled jail', jail('', { 'jail.local': '[k]\nbantime = %(nosuch)s\n' })],
  ['a reference to nothing in what is asked of a disabled jail', jail('', { 'jail.local': '[k]\nbackend = %(nosuch)s\n' })],
  ['a reference that turns in a circle', jail('bantime = %(a)s\na = %(b)s\nb = %(a)s\n')],
  ['references ten deep', jail('bantime = %(a1)s\n' + Array.from({ length: 12 }, (_, n) => `a${n} = ${n < 10 ? `%(a${n + 1})s` : 'end'}\n`).join(''))],
  ['a bare percent', jail('bantime = 5%\n')],
  ['a format of dates', jail('ignorecommand = date +%Y\n')],
  ['references that are not closed', jail('bantime = %(a\n')],
  ['an empty reference', jail('bantime = %()s\n')],
  ['a reference in capitals', jail('bantime = %(FindTime)s\nfindtime = 5\n', { 'jail.local': '[j]\nmaxmatches = %(J/findtime)s\n' })],
  ['what the filter has brought', filter('failregex = ^a\n  ^b\nmaxlines = 3\nown = x%%y\n', '', { 'jail.local': '[j]\nfailregex = %(known/failregex)s\n  ^c\nignorecommand = %(known/own2)s\n', 'filter.d/g.local': '[Definition]\nown2 = z\n' })],
  ['a number that the filter has brought', filter('failregex = ^a\nmaxlines = 3\n', '', { 'jail.local': '[j]\nignorecommand = %(known/maxlines)s\n' })],
  ['a percent that the filter has brought', filter('failregex = ^a%%b\n', '', { 'jail.local': '[j]\nfailregex = %(known/failregex)s\n' })],
  ['the version and the folder', jail('ignorecommand = %(fail2ban_version)s\n')],
  // Numbers and words
  ['numbers that are none', jail('maxretry = five\nmaxmatches = 1_0\nbantime.increment = maybe\n')],
  ['numbers in odd clothes', jail('maxretry = +0_7\nmaxmatches = 123456789012345678901234567890\nignoreself = YES\nbantime.overalljails = 0\n')],
  ['ignored addresses', jail('ignoreip = 1.1.1.1,2.2.2.2,,3.3.3.3\n  4.4.4.4\t5.5.5.5\n')],
  ['unknown options', jail('nosuch = 1\nbantime.nosuch = 2\nlogtimezone = UTC\n')],
  ['log files', jail('logpath = @DIR@/jail.conf\n  @DIR@/fail2ban.conf tail\n  @DIR@/no such/jail.conf head\n  @DIR@/fil*.d/f.c?nf\n  @DIR@/[a]ction.d/[!b].conf\n  @DIR@/nosuch\n')],
  ['log files of a journal jail', jail('backend = systemd[x=1]\nlogpath = @DIR@/jail.conf\njournalmatch = A=1 + B="x y"\n\n   C=\'a"b\' D\\ E\n')],
  ['a journal match that is not closed', jail('backend = systemd\njournalmatch = A="x\n')],
  ['a journal match that ends with a backslash', jail('backend = systemd\njournalmatch = A\\\n')],
  // Filters
  ['no filter', jail('filter =\n')],
  ['a filter that is missing', jail('filter = nosuch\n')],
  ['a missing filter beside a good jail', jail('', { 'jail.local': '[k]\nenabled = true\nfilter = nosuch\n' })],
  ['a filter with a bad bracket', jail('filter = f[x\n')],
  ['a filter with bad options', jail('filter = f[x="a" y]\n')],
  ['a filter with options that are none', jail('filter = f[,]\n')],
  ['a filter somewhere else', jail('filter = @DIR@/e/x[a=1]\n', { 'e/x.conf': FILTER })],
  ['a filter without its section', jail('filter = e\n', { 'filter.d/e.conf': '[Init]\nmaxlines = 4\n' })],
  ['a broken filter', filter('garbage\n')],
  ['tags', filter('failregex = ^<a>-<b>-<HOST>-<nosuch>\n  <c>\na = 1<b>\nb = <known/b>2\nc = <Init/i>x<DEFAULT/dd>\n[Init]\nb = 3\ni = 4\n[DEFAULT]\ndd = 5\n', '[b="9"]')],
  ['tags of [Init] and brackets', filter('failregex = ^<i>$\nmaxlines = <m>\n[Init]\ni = a%(j)s\nj = b\nm = 7\n', '[m=8, i="x,y]z"]')],
  ['a wrong number of lines', filter('failregex = ^a\nmaxlines = x<i>\n[Init]\ni = 1\n')],
  ['a tag that contains itself', filter('failregex = <a>\na = x<a>\n')],
  ['tags in a circle', filter('failregex = <a>\na = x<b>\nb = y<a>\n')],
  ['tags put together', filter('failregex = <a<b>>\nb = 1\na1 = found\n')],
  ['conditional sections', filter('failregex = <i>\n[Init?family=inet6]\ni = six\n[Init]\ni = four\n[Definition?x=y]\nfailregex = z\n')],
  ['the mode of a filter', jail('filter = %(__name__)s[mode=%(mode)s]\n', { 'jail.local': '[DEFAULT]\nmode = normal\n[j]\nmode = more\n', 'filter.d/j.conf': '[Definition]\nmode = normal\nre-normal = ^a\nre-more = ^b\n  ^c\nfailregex = <re-<mode>>\n' })],
  ['what kind of log it is', filter('failregex = <logtype><backend>\n', '', {})],
  ['the kind of log is the filter\'s', filter('failregex = <logtype>\nlogtype = short\n')],
  ['the jail overrides its filter', filter('failregex = ^a\nignoreregex = ^b\ndatepattern = x\nprefregex = ^p\nusedns = no\n', '', { 'jail.local': '[j]\nfailregex =\nusedns = yes\ndatepattern = {^LN-BEG}\nmaxlines = 9\n' })],
  ['parts of a word', filter('failregex = ^a\n[Init]\nd = 1\npattern = 2\ndate = 3\nx = 4\n', '[e=5]')],
  ['options with names in capitals', filter('failregex = <Foo><foo>%(foo)s\n', '[Foo=A, foo=b]')],
  // Actions
  ['several actions', jail('action = a[name=x, bantime="0"]\n   a[name="j2", y=\'1\n 2\']\n   s.py[k="ä", actname=q]\n   t.py\n  a[actname=z]\n')],
  ['actions on one line', jail('action = a[name=x] a[name=y]a[name=z]\n')],
  ['an action that is missing', jail('action = a\n  nosuch[x=1]\n')],
  ['an action with a bad bracket', jail('action = a[name="x\n')],
  ['an action that is only a bracket', jail('action = [x=1]\n')],
  ['brackets behind each other', jail('action = a[name=x][other="y"] [third=z]\n')],
  ['a broken action', action('garbage\n')],
  ['an action without a section', action('[Init]\nx = 1\n')],
  ['an action with a reference to nothing', action('[Definition]\nactionban = %(nosuch)s\n')],
  ['an action with a tag that contains itself', action('[Definition]\nactionban = <x>\nx = <x>\n[Init]\ny = <y>\n')],
  ['an action with all there is', action('[INCLUDES]\nbefore = a.conf\n[Definition]\nactionstart = <known/actionban> %(maxretry)s <bantime> <matches> <port>\nactionban = b <p-<q>> %%d\nnorestored = 1\nactionstart_on_demand = maybe\n[Init]\nport = 1:2\nq = x\np-x = found\nblock = four\n[Init?family=inet6]\nblock = six\n', '[port="ssh,http", new=<q>]')],
  ['an action that asks for the jail\'s number that is none', action('[Definition]\nactionban = %(maxretry)s\n', '', { 'jail.local': '[j]\nmaxretry = x\n' })],
  ['quotes of both kinds', jail('ignorecommand = it\'s "x"\nfindtime = it\'s\nbantime = back\\slash\\\n')],
  // The server
  ['a server with all options', { ...jail(''), 'fail2ban.local': '[Definition]\nloglevel = debug\nlogtarget = STDERR\ndbfile = None\ndbmaxmatches = 7\ndbpurgeage = 2d\nallowipv6 = no\n[Thread]\nstacksize = 512\n' }],
  ['a server with an unknown log level', { ...jail(''), 'fail2ban.local': '[Definition]\nloglevel = BOGUS\n' }],
  ['a server with wrong numbers', { ...jail(''), 'fail2ban.local': '[Definition]\nloglevel = 10\ndbmaxmatches = x\n[Thread]\nother = 1\n' }],
];
