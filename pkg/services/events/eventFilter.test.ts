import { describe, expect, it } from 'vitest';
import { EVENT_KINDS } from '../../contract/queries';
import { liveEventOf } from '../../domain/liveEvent';
import { eventFilter, matches, type EventFilterRequest } from './eventFilter';

const AT = 1_760_000_000;
const ban = liveEventOf({ kind: 'ban', jail: 'sshd', address: '192.0.2.7', at: AT }, '1', () => 600);
const six = liveEventOf({ kind: 'found', jail: 'nginx', address: '2001:db8::7', at: AT, loggedAt: AT }, '2', () => null);
const named = liveEventOf({ kind: 'unban', cause: 'unbanned', jail: 'sshd', address: 'root', at: AT }, '3', () => null);
const server = liveEventOf({ kind: 'serverStarted', version: '1.0.2', at: AT }, '4', () => null);

describe('a filter of events', () => {
  it('is the same for all who mean the same', () => {
    const one = eventFilter({ kinds: ['unban', 'ban', 'ban'], jail: ['sshd', 'nginx', 'sshd'], search: '2001:DB8:0::7/128' });
    expect(one).toEqual(eventFilter({ kinds: ['ban', 'unban'], jail: ['nginx', 'sshd'], search: '2001:db8::7' }));
    expect(eventFilter({ kinds: [...EVENT_KINDS], jail: [], search: '' })).toEqual({ kinds: null, jails: null, search: null });
  });

  it.each<[EventFilterRequest, string[]]>([
    [{}, ['1', '2', '3', '4']],
    [{ kinds: ['ban', 'server'] }, ['1', '4']],
    [{ jail: ['sshd'] }, ['1', '3']],
    [{ search: '192.0.2.0/24' }, ['1']],
    [{ search: '2001:db8::/32' }, ['2']],
    [{ search: '192.0.2.8' }, []],
  ])('%j lets through %j', (request, ids) => {
    const filter = eventFilter(request);
    expect([ban, six, named, server].filter((event) => matches(filter, event)).map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    [{ jail: ['a b'] }, 'jail'],
    [{ search: 'example.org' }, 'search'],
    [{ search: '192.0.2.7/24' }, 'search'],
  ])('refuses %j by its field', (request, field) => {
    expect(() => eventFilter(request)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', details: { field } }));
  });
});
