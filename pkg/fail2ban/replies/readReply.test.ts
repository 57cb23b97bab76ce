import { describe, expect, it } from 'vitest';
import { readRecordings, RECORDED_VERSIONS } from '../../../test/fixtures/fail2ban-replies/readRecordings';
import { decodeReply } from '../codec/decodeReply';
import { PythonObject } from '../codec/pickleValue';
import { readReply } from './readReply';

const failure = (className: string, args: Array<string | number>) => [1, new PythonObject(className, args)];

describe.each(RECORDED_VERSIONS)('readReply over the replies of %s', (version) => {
  it('gives the value of each success and an error of ours for each failure', () => {
    for (const { bytes, v } of readRecordings(version)) {
      const reply = decodeReply(bytes);
      if (Array.isArray(v) && v[0] === 0) {
        expect(readReply(reply)).toBe(Array.isArray(reply) ? reply[1] : undefined);
      } else if (Array.isArray(v)) {
        const unknownJail = v[1].$exc === 'fail2ban.exceptions.UnknownJailException';
        expect(() => readReply(reply)).toThrow(expect.objectContaining({ code: unknownJail ? 'JAIL_NOT_FOUND' : 'FAIL2BAN_REJECTED' }));
      } else {
        expect(() => readReply(reply)).toThrow(expect.objectContaining({ code: 'FAIL2BAN_PROTOCOL_ERROR' }));
      }
    }
  });
});

describe('readReply', () => {
  it('keeps the class and the words of a refusal', () => {
    expect(() => readReply(failure('builtins.FileNotFoundError', [2, 'No such file or directory', '/nonexistent']))).toThrow(
      expect.objectContaining({ exceptionClass: 'builtins.FileNotFoundError', words: 'No such file or directory: /nonexistent' })
    );
    expect(() => readReply(failure('builtins.ValueError', []))).toThrow(expect.objectContaining({ words: 'builtins.ValueError' }));
  });

  it('names the jail that is not there', () => {
    expect(() => readReply(failure('fail2ban.exceptions.UnknownJailException', ['nojail']))).toThrow(
      expect.objectContaining({ code: 'JAIL_NOT_FOUND', details: { jail: 'nojail' } })
    );
  });

  it.each([['SHUTDOWN'], [['SHUTDOWN']]])('takes %j for a connection that is ending', (reply) => {
    expect(() => readReply(reply)).toThrow(expect.objectContaining({ code: 'FAIL2BAN_UNREACHABLE', reason: 'connection_lost' }));
  });

  it.each([['ERROR: Ran out of input'], [null], [[]], [[0]], [[2, 'x']], [[0, 1, 2]], [new Map()]])('refuses %j', (reply) => {
    expect(() => readReply(reply)).toThrow(expect.objectContaining({ code: 'FAIL2BAN_PROTOCOL_ERROR' }));
  });
});
