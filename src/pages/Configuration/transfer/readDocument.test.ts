import { describe, expect, it } from 'vitest';
import { readDocument } from './readDocument';

const DOCUMENT = { format: 'bangui-jail', version: 1, exportedAt: 0, fail2ban: null, jail: { name: 'a', options: { filter: ['x'] }, leftOut: [] }, filter: null };

describe('a document that is imported', () => {
  it('is read when it looks like an exported jail', () => {
    expect(readDocument(JSON.stringify(DOCUMENT))).toEqual(DOCUMENT);
  });

  it.each([
    [' ', 'empty'],
    ['[sshd]', 'no-json'],
    ['[]', 'no-jail'],
    ['null', 'no-jail'],
    [JSON.stringify({ ...DOCUMENT, format: 'x' }), 'no-jail'],
    [JSON.stringify({ ...DOCUMENT, jail: { name: 'a', options: { filter: 'x' }, leftOut: [] } }), 'no-jail'],
    [JSON.stringify({ ...DOCUMENT, filter: { name: 'x' } }), 'no-jail'],
    [JSON.stringify({ ...DOCUMENT, version: 2 }), 'other-version'],
    ['x'.repeat(1_000_001), 'too-large'],
  ])('is refused: %.40s', (text, problem) => {
    expect(readDocument(text)).toBe(problem);
  });
});
