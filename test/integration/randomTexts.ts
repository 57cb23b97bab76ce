import fc from 'fast-check';

const NAMES = ['a', 'b', 'default', 'DEFAULT', 'Default', 'INCLUDES', 'a]', ']b', 'a b', 'Init?family=inet6', 'A', 'ä', 'a ;', ' a', '__proto__'];
const KEYS = ['x', 'X', 'y', 'y z', 'İ', 'ΑΣ', 'known/x', 'x ;', '__proto__', 'constructor', '#x', 'x#', '[x', 'x]', '\u3000y'];
const BLANKS = [' ', '\t', '  ', '    ', '\u00a0', '\u3000', '\u2028', '\u2029', '\u0085', '\u000b', '\u000c', '\u001c', '\ufeff', '\u200b', '\0'];
const VALUES = ['1', '', 'a b', '%', '%%', '%(x)s', '=', ':', 'k = v', 'k:v', ';', '; c', ' ;', ' ; c', 'v;c', 'v ;c', 'v ; c ; d', '#', '# c', 'v # c', 'v\t;c', '[b]', '"', "'", '\\', 'ä', '\u{1f600}', '\ufeff'];
const ENDS = ['\n', '\n', '\n', '\n', '\r\n', '\r', '\n\n'];
const OFTEN_NOTHING = (some: readonly string[]) => fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 2, arbitrary: fc.constantFrom(' ', '\t', '    ') }, { weight: 1, arbitrary: fc.constantFrom(...some) });

const joined = (...parts: Array<fc.Arbitrary<string>>) => fc.tuple(...parts).map((texts) => texts.join(''));
const value = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...VALUES) }, { weight: 1, arbitrary: joined(fc.constantFrom(...VALUES), fc.constantFrom(...BLANKS), fc.constantFrom(...VALUES)) });

/** `tame` lines are those that Python refuses seldom. */
function line(tame: boolean): fc.Arbitrary<string> {
  const indent = OFTEN_NOTHING(BLANKS);
  const blank = OFTEN_NOTHING(BLANKS);
  const header = joined(indent, fc.constant('['), tame ? fc.constantFrom('a', 'b', 'c', 'DEFAULT', 'default', 'a]') : fc.constantFrom(...NAMES), fc.constant(']'), blank, fc.constantFrom('', '', '', ';c', ' ;c', '#c', ']', ' x = 1'));
  const option = joined(tame ? fc.constantFrom('', '', '', ' ', '    ') : indent, tame ? fc.string({ unit: fc.constantFrom(...'klmnopqr'), minLength: 1, maxLength: 4 }) : fc.constantFrom(...KEYS), blank, fc.constantFrom('=', ':', '=:', '=='), blank, value);
  const more = joined(fc.constantFrom('  ', '\t', '      ', ...BLANKS), value);
  const comment = joined(indent, fc.constantFrom('#', ';', '#c', '; c', '# a = b', ';[b]'));
  const odd = fc.oneof(joined(indent, fc.constantFrom(...KEYS)), joined(fc.constantFrom(...BLANKS), option), fc.constantFrom(...BLANKS));
  return fc.oneof({ weight: 3, arbitrary: header }, { weight: 7, arbitrary: option }, { weight: 4, arbitrary: more }, { weight: 2, arbitrary: comment }, { weight: 2, arbitrary: blank }, { weight: tame ? 0 : 2, arbitrary: odd });
}

function text(tame: boolean): fc.Arbitrary<string> {
  const start = tame ? fc.constantFrom('', '', '\n', '# c\n') : OFTEN_NOTHING(['\ufeff', '\0', 'x = 1\n', '# c\n']);
  return joined(start, fc.constantFrom('[a]\n', '[a]\n', '  [a]\n', '[DEFAULT]\n', tame ? '' : 'x = 1\n'), fc.array(joined(line(tame), fc.constantFrom(...ENDS)), { maxLength: 9 }).map((lines) => lines.join('')), fc.constantFrom('', '', '[b]', 'x = 1'));
}

/** Single files of a configuration as nobody would write them; fail2ban reads many of them. */
export function configTexts(): fc.Arbitrary<string> {
  return fc.oneof({ weight: 3, arbitrary: text(true) }, { weight: 1, arbitrary: text(false) });
}
