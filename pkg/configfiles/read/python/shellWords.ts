import { ReadError } from './ReadError';

const SPACES = new Set([' ', '\t', '\r', '\n']);

/** `shlex.split(text)`: words, with quotes and backslashes as in a POSIX shell. Throws ValueError for what is not closed. */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === '\\' && quote !== "'") {
      index += 1;
      const next = text.charAt(index);
      if (next === '') {
        throw new ReadError('ValueError', 'No escaped character');
      }
      word = `${word ?? ''}${quote !== null && next !== '\\' && next !== quote ? '\\' : ''}${next}`;
    } else if (quote !== null) {
      if (char === quote) {
        quote = null;
      } else {
        word = `${word ?? ''}${char}`;
      }
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (SPACES.has(char)) {
      word === null || words.push(word);
      word = null;
    } else {
      word = `${word ?? ''}${char}`;
    }
  }
  if (quote !== null) {
    throw new ReadError('ValueError', 'No closing quotation');
  }
  return word === null ? words : [...words, word];
}
