import { describe, expect, it } from 'vitest';
import type { CandidateFilter } from './candidateFilter';
import { assertCandidate, assertFilterMode, assertFilterName } from './candidateFilter';

const PLAIN: CandidateFilter = { base: null, failregex: ['^x <HOST>$'], ignoreregex: [], prefregex: null, datepattern: null, maxlines: null };

describe('a filter that is not saved', () => {
  it.each<[string, Partial<CandidateFilter>]>([
    ['each way to name a host', { failregex: ['<HOST>', '<ADDR>', '<IP4>', '<IP6>', '<SUBNET>', '<F-ID>x</F-ID>', '(?P<ip4>\\d+)'] }],
    ['percent signs, semicolons without a blank and tabs', { failregex: ['^100%;\t<HOST>'] }],
    ['expressions without a host behind a prefregex', { prefregex: '^<F-MLFID>x</F-MLFID> <F-CONTENT>.+</F-CONTENT>$', failregex: ['^closed$'] }],
    ['nothing of its own on a base', { base: 'sshd', failregex: [] }],
  ])('may hold %s', (_, part) => {
    expect(() => assertCandidate({ ...PLAIN, ...part })).not.toThrow();
  });

  it.each<[string, Partial<CandidateFilter>]>([
    ['candidate.failregex', { failregex: [] }],
    ['candidate.failregex.1', { failregex: ['^x <HOST>', '^x$'] }],
    ['candidate.failregex.0', { failregex: ['^x <HOST>\n[Init]'] }],
    ['candidate.failregex.0', { failregex: ['^x <HOST>\r'] }],
    ['candidate.failregex.0', { failregex: ['^x\u0085 <HOST>'] }],
    ['candidate.failregex.0', { failregex: ['^x\x1c <HOST>'] }],
    ['candidate.failregex.0', { failregex: ['^x <HOST> ; y'] }],
    ['candidate.failregex.0', { failregex: ['; <HOST>'] }],
    ['candidate.ignoreregex.0', { ignoreregex: ['# y'] }],
    ['candidate.ignoreregex.0', { ignoreregex: [' y'] }],
    ['candidate.prefregex', { prefregex: 'a\0b' }],
    ['candidate.datepattern', { datepattern: '%Y\nmaxlines = 1' }],
    ['candidate.base', { base: '/etc/passwd' }],
  ])('is refused by %s', (field, part) => {
    expect(() => assertCandidate({ ...PLAIN, ...part })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', details: { field } }));
  });

  it.each(['', '.', '..', 'a/b', '-a', 'a.conf', 'a b', 'a\n', 'x'.repeat(65), 'sshd[mode=x]'])('has no name such as %j', (name) => {
    expect(() => assertFilterName(name)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('has a mode that closes no bracket', () => {
    expect(() => assertFilterMode('ddos')).not.toThrow();
    expect(() => assertFilterMode('x], y[')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
