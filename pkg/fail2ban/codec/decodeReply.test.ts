import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecordings, RECORDED_VERSIONS } from '../../../test/fixtures/fail2ban-replies/readRecordings';
import { decodeReply } from './decodeReply';
import type { PickleValue } from './pickleValue';
import { PythonGlobal, PythonObject } from './pickleValue';

/** As the recordings spell it. */
function plain(value: PickleValue): unknown {
  if (value instanceof PythonObject) {
    return { $exc: value.className, args: value.args.map(plain) };
  }
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
  }
  return Array.isArray(value) ? value.map(plain) : value;
}

const bytes = (text: string) => Buffer.from(text, 'latin1');
const protocolError = expect.objectContaining({ code: 'FAIL2BAN_PROTOCOL_ERROR' });

describe.each(RECORDED_VERSIONS)('the replies of fail2ban %s', (version) => {
  const recordings = readRecordings(version);

  it('are all read as recorded', () => {
    expect(recordings.length).toBeGreaterThan(190);
    for (const { cmd, bytes: reply, v } of recordings) {
      expect({ cmd, v: plain(decodeReply(reply)) }).toEqual({ cmd, v });
    }
  });

  it('are refused when they are cut short anywhere', () => {
    for (const { bytes: reply } of recordings.filter(({ bytes: { length } }) => length < 700)) {
      for (let length = 0; length < reply.length; length++) {
        expect(() => decodeReply(reply.subarray(0, length))).toThrow(protocolError);
      }
    }
  });
});

describe('decodeReply', () => {
  const corpus = RECORDED_VERSIONS.flatMap((version) => readRecordings(version).map(({ bytes: reply }) => reply));

  function decodesOrRefuses(input: Buffer): void {
    try {
      decodeReply(input);
    } catch (error) {
      expect(error).toEqual(protocolError);
    }
  }

  it('never does anything but decode or refuse, whatever happens to a real reply', () => {
    const edit = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.constantFrom(...corpus), fc.array(edit, { minLength: 1, maxLength: 8 }), (reply, edits) => {
        const mutated = Buffer.from(reply);
        for (const [at, byte] of edits) {
          mutated[at % mutated.length] = byte;
        }
        decodesOrRefuses(mutated);
      }),
      { numRuns: 3000 }
    );
  });

  it('never does anything but decode or refuse, whatever bytes come', () => {
    const opcode = fc.constantFrom(...bytes('\x8c\x58\x94\x68\x6a(ea\x85\x86\x87t)]}us\x4e\x88K\x93Rb.'));
    fc.assert(
      fc.property(fc.array(fc.oneof(opcode, fc.integer({ min: 0, max: 255 })), { maxLength: 80 }), (input) => decodesOrRefuses(Buffer.from(input))),
      { numRuns: 5000 }
    );
  });

  it.each([
    ['a whole number of four bytes', 'J\xfe\xff\xff\xff.', -2],
    ['a long number', '\x8a\x05\x00\x00\x00\x00\x01.', 2 ** 32],
    ['a negative long number', '\x8a\x05\x00\x00\x00\x00\xff.', -(2 ** 32)],
    ['zero as a long number', '\x8a\x00.', 0],
    ['a number too large for a double', '\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\x01.', 2n ** 64n],
    ['a float', 'G\x3f\xf8\x00\x00\x00\x00\x00\x00.', 1.5],
    ['a set', '\x8f(K\x01K\x02\x90.', [1, 2]],
    ['text that is no UTF-8', '\x8c\x01\xff.', '\ufffd'],
  ])('reads %s', (_name, pickle, value) => {
    expect(decodeReply(bytes(pickle))).toEqual(value);
  });

  it('makes text of the call with which fail2ban writes an address, and only of that', () => {
    const call = (name: string) => decodeReply(bytes(`\x8c\x08builtins\x8c\x04${name}\x93\x8c\x071.2.3.4\x85R.`));
    expect(decodeReply(bytes('\x8c\x08builtins\x8c\x03str\x93\x8c\x071.2.3.4\x85R.'))).toBe('1.2.3.4');
    expect(call('eval')).toEqual(new PythonObject('builtins.eval', ['1.2.3.4']));
    expect(decodeReply(bytes('\x8c\x02os\x8c\x06system\x93.'))).toEqual(new PythonGlobal('os.system'));
  });

  it.each([
    ['nothing', ''],
    ['no value', '.'],
    ['two values', 'NN.'],
    ['a mark left over', '(N.'],
    ['bytes behind the end', 'N.N'],
    ['a value from under a mark', 'N(.'],
    ['a memo entry that is not there', 'h\x00.'],
    ['a newer protocol', '\x80\x06N.'],
    ['a list inside itself', ']\x94h\x00a.'],
    ['a list that grows in its holder', ']\x94]h\x00ah\x00K\x01a.'],
    ['append to a tuple', ')K\x01a.'],
    ['a dict with a list as key', '}]K\x01s.'],
    ['a dict with a key and no value', '}(K\x01u.'],
    ['a call of what is no name', 'N)R.'],
    ['a state of what is no object', 'N}b.'],
    ['a global by protocol 0', 'cos\nsystem\n.'],
    ['an instance', '(i__builtin__\nfile\n.'],
    ['a persistent id', 'Pid\n.'],
    ['an extension', '\x82\x01.'],
    ['out-of-band bytes', '\x97.'],
    ['too many marks', '('.repeat(100_000)],
    ['nested tuples', ')' + '\x85'.repeat(40) + '.'],
    ['nested lists', ']('.repeat(40) + 'e'.repeat(40) + '.'],
    ['a text longer than the reply', 'X\xff\xff\xff\xffabc.'],
  ])('refuses %s', (_name, pickle) => {
    expect(() => decodeReply(bytes(pickle))).toThrow(protocolError);
  });
});
