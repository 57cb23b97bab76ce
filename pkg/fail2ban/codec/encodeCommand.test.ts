import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeReply } from './decodeReply';
import type { CommandArgument } from './encodeCommand';
import { encodeCommand } from './encodeCommand';
import { END, MAX_REQUEST_BYTES } from './wire';

const decode = (request: Buffer) => decodeReply(request.subarray(0, request.length - END.length));

const argument: fc.Arbitrary<CommandArgument> = fc.letrec<{ item: CommandArgument }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.array(tie('item'), { maxLength: 5 })
  ),
})).item;

describe('encodeCommand', () => {
  it('writes the bytes that fail2ban was seen to accept', () => {
    expect(encodeCommand(['ping']).toString('hex')).toBe(`5d28580400000070696e67652e${END.toString('hex')}`);
    expect(encodeCommand(['status', 'sshd']).toString('hex')).toBe(`5d2858060000007374617475735804000000737368 64652e${END.toString('hex')}`.replace(' ', ''));
  });

  it('writes what reads back as the same', () => {
    fc.assert(
      fc.property(fc.array(argument), (args) => {
        const request = encodeCommand(args);
        expect(request.subarray(-END.length)).toEqual(END);
        expect(decode(request)).toEqual(args);
      })
    );
  });

  it.each([
    ['an end marker', [`a${END}b`]],
    ['a nested end marker', ['x', [['y', String(END)]]]],
    ['more than a megabyte', ['x'.repeat(MAX_REQUEST_BYTES)]],
    ['a fraction', [1.5]],
    ['a number of more than 32 bits', [2 ** 31]],
  ])('refuses %s', (_name, args) => {
    expect(() => encodeCommand(args)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
