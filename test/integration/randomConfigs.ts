import fc from 'fast-check';

const OPTIONS = ['bantime', 'findtime', 'maxretry', 'failregex', 'ignoreregex', 'ignoreip', 'mode', 'x', 'y', 'z', 'Z'];
const JAILS = ['DEFAULT', 'j', 'k'];
const DEFINITIONS = ['DEFAULT', 'Definition', 'Init', 'Init?family=inet6'];
const PIECES = [' ', ';', ' ;', '#', '%%', '<x>', '<y>', '<mode>', '<known/x>', '<Init/y>', '%(x)s', '%(mode)s', '%(default/x)s', '%(__name__)s', '=', ':', '[', ']', '"', "'", ',', '\t', '\\', 'ä'];
/** Each of them may make fail2ban refuse everything. */
const WILD_PIECES = ['%', '%(y)s', '%(known/x)s', '%(known/failregex)s', '%(j/x)s', '<z>', '<known/y>', '%(nosuch)s'];

function option(wild: boolean) {
  const pieces = wild ? [...PIECES, ...WILD_PIECES] : PIECES;
  const value = fc.array(fc.oneof({ weight: 2, arbitrary: fc.constantFrom('a', '1', 'b2') }, { weight: 1, arbitrary: fc.constantFrom(...pieces) }), { maxLength: 4 }).map((parts) => parts.join(''));
  const extra = fc.constantFrom('', '\n', '\n   ', '\n# comment', '\n  ; comment\n', '\n\tmore', '\n\n  <x>', '\n   a = b');
  const start = fc.constantFrom(...(wild ? ['', ' ', '\t', '  '] : ['']));
  return fc.tuple(start, fc.constantFrom(...OPTIONS), fc.constantFrom(...(wild ? ['=', ':', ' '] : ['=', ' = ', ':', ' : '])), value, extra).map((parts) => parts.join(''));
}

function file(sections: readonly string[], wild: boolean) {
  const rows = fc.uniqueArray(option(wild), { maxLength: 5, selector: (line) => line.trim().split(/\s*[=: ]/)[0]?.toLowerCase() ?? '' });
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...sections), rows), { minLength: 1, maxLength: 3, selector: ([name]) => name })
    .map((parts) => parts.map(([name, lines]) => `[${name}]\n${lines.join('\n')}\n`).join(''));
}

const brackets = (wild: boolean) =>
  fc
    .array(fc.tuple(fc.constantFrom('x', 'y', 'mode', 'name'), fc.constantFrom('=1', '="a,b"', "='c]'", '=', '=%(x)s', ...(wild ? ['="', "='<y>'", '=<x>'] : []))), { maxLength: 3 })
    .map((parts) => (parts.length === 0 ? '' : `[${parts.map(([name, text]) => name + text).join(', ')}]`));

function configuration(wild: boolean) {
  const [jails, definitions] = [fc.option(file(JAILS, wild)), fc.option(file(DEFINITIONS, wild))];
  return fc
    .record({ brackets: brackets(wild), actionBrackets: brackets(wild), local: jails, conf: jails, filter: definitions, filterLocal: definitions, action: definitions, actionLocal: definitions })
    .map((parts) => ({
      'jail.conf': `[DEFAULT]\nmode = normal\nx = 5\ny = 6\n[j]\nenabled = true\nfilter = f${parts.brackets}\naction = a${parts.actionBrackets}\n[k]\nfilter = f\nenabled = 1\n`,
      'jail.d/c.conf': parts.conf ?? '',
      'jail.local': parts.local ?? '',
      'filter.d/f.conf': parts.filter ?? '[Definition]\nfailregex = ^<x><mode>\nx = 1\n',
      'filter.d/f.local': `[DEFAULT]\nmode = more\nx = 9\n${(parts.filterLocal ?? '').replace('[DEFAULT]', '[Other]')}`,
      'action.d/a.conf': parts.action ?? '[Definition]\nactionban = <x> <name> %(y)s\ny = 2\n[Init]\nx = 3\n',
      'action.d/a.local': `[DEFAULT]\nx = 8\n${(parts.actionLocal ?? '').replace('[DEFAULT]', '[Other]')}`,
    }));
}

/** Whole configurations; fail2ban accepts many of them. */
export function configurations(): fc.Arbitrary<Record<string, string>> {
  return fc.oneof({ weight: 3, arbitrary: configuration(false) }, { weight: 1, arbitrary: configuration(true) });
}
