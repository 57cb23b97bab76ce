import { describe, expect, it } from 'vitest';
import { packed, unpacked } from './packedLines';

const LINE = 'Nov 21 13:05:08 host sshd[1234]: Failed password for invalid user admin from 192.0.2.7 port 51234 ssh2';

describe('lines of a ban', () => {
  it.each<[string, string[]]>([
    ['none', []],
    ['a short one', ['x']],
    ['one that nothing makes shorter', ['\u0001"é\\']],
    ['half a character', ['\ud83d is no character']],
    ['one of several lines', [`${LINE}\n${LINE}`]],
    ['many', Array.from({ length: 500 }, (_, number) => `${LINE} ${number}`)],
  ])('come back as they were: %s', (_what, lines) => {
    expect(unpacked(...packed(lines))).toEqual(lines);
  });

  it('are deflated where that is shorter', () => {
    expect(packed(['x'])).toEqual(['["x"]', null]);
    const [text, bytes] = packed([LINE, LINE, LINE]);
    expect(text).toBe('');
    expect(bytes?.length).toBeLessThan(LINE.length * 1.2);
  });
});
