import { secondsOf } from '../../contract/secondsOf';
import { parseAddress } from '../../domain/address';
import { BanguiError, invalidInput } from '../../domain/errors';

export const TIME = /^(-1|\d{1,10}(\s?(s|sec|m|min|h|hour|d|day|w|week|mo|month|y|year)s?)?(\s\d{1,10}(s|m|h|d|w|mo|y))*)$/;
/** Breaks a line apart for fail2ban or for who shows it. */
const BREAKING = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/u;
const REFERENCE = /%\((?:known\/)?\w+\)s/g;
/** Names under which Python knows encodings of text; others, as rot13, are none of text, and blind a jail. */
export const ENCODING = /^(?:auto|(?:us-)?ascii|utf[-_]?(?:8|16|32)|utf[-_](?:8[-_]sig|(?:16|32)[-_]?[bl]e)|latin[-_]?1|iso[-_]?8859[-_](?:[1-9]|1[013-6])|(?:cp|windows[-_])125[0-8]|cp(?:437|850|852|855|858|866|932|936|949|950)|koi8[-_][rtu]|big5|gbk|gb2312|gb18030|euc[-_](?:jp|kr)|shift[-_]jis)$/i;
const HOST_NAME = /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9][A-Za-z0-9-]{0,62})*$/;
const MAX_LINE = 4096;
const LONGEST_SECONDS = 10 * 365.25 * 86_400;

/** Throws INVALID_INPUT for a line that would be something else in a file of fail2ban's than a part of a value. */
export function assertLine(field: string, line: string): void {
  if (line === '' || line !== line.trim()) {
    throw invalidInput(field, `${field} must not be empty, nor begin or end with a blank.`);
  }
  if (line.length > MAX_LINE || BREAKING.test(line)) {
    throw invalidInput(field, `${field} must be one line of at most ${MAX_LINE} characters, without control characters.`);
  }
  if (/^[#;]/.test(line) || /\s;/.test(line)) {
    throw invalidInput(field, `${field}: fail2ban takes what follows a "#" or ";" at the beginning, or a ";" behind a blank, for a comment. For a ";" in an expression write \\x3b.`);
  }
}

/** A `%` that stands for itself is doubled, as fail2ban's files want it; `%(name)s` stays a reference. */
export function escapedPercent(line: string): string {
  let from = 0;
  let text = '';
  for (const { 0: reference, index } of line.matchAll(REFERENCE)) {
    text += line.slice(from, index).replaceAll('%', '%%') + reference;
    from = index + reference.length;
  }
  return text + line.slice(from).replaceAll('%', '%%');
}

export function assertTime(field: string, text: string, allowsForEver: boolean): void {
  const seconds = secondsOf(text) ?? 0;
  if (!TIME.test(text) || !(seconds === -1 ? allowsForEver : seconds >= 1 && seconds <= LONGEST_SECONDS)) {
    throw invalidInput(field, `${field} must be a time such as 600, 10m or 1d 12h, of one second to ten years${allowsForEver ? ', or -1 for ever' : ''}.`);
  }
}

export function assertIgnored(field: string, text: string): void {
  if (/^[\d.:/]+$|:/.test(text)) {
    // fail2ban's own jail.conf has 127.0.0.1/8: what stands behind the prefix means nothing to it.
    const { prefix } = parseAddress(text, field, 'drop');
    if (prefix === 0) {
      throw invalidInput(field, `${field}: ${text} is every address: nobody would be banned any more.`);
    }
  } else if (!HOST_NAME.test(text)) {
    throw invalidInput(field, `${field}: "${text.slice(0, 100)}" is no address, network or host name.`);
  }
}

export function needsCommands(what: string): BanguiError {
  return new BanguiError('FORBIDDEN', `${what} says what fail2ban runs as root. It is changed here only with BANGUI_ALLOW_COMMANDS=true.`, { needed: 'BANGUI_ALLOW_COMMANDS' });
}
