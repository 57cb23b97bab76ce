import { describe, expect, it } from 'vitest';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import { createEventReader } from './createEventReader';
import { createUnbanJudge } from './createUnbanJudge';
import { UNKNOWN_LIFE } from './serverLife';

const clock = { near: () => 0 };
const causes = (events: ReadonlyArray<Fail2banEvent | null>) => events.flatMap((event) => (event?.kind === 'unban' ? `${event.address} ${event.cause}` : []));

/** Reads records, a second after each other unless they begin with a time. */
function read(...messages: string[]) {
  const reader = createEventReader<number>(UNKNOWN_LIFE, clock);
  let at = 0;
  messages.forEach((text, index) => {
    const [, time, message = text] = /^(\d+)s (.*)$/.exec(text) ?? [];
    at = time === undefined ? at + 1 : Number(time);
    reader.record({ at, level: message.startsWith('[') ? 'NOTICE' : 'INFO', message }, () => index);
  });
  return reader;
}

describe('an unban', () => {
  it('waits, and all behind it, until its jail says something else', () => {
    const reader = read('[a] Ban 1', '[a] Unban 1', '[b] Ban 2');
    expect(reader.take(10).map(({ mark }) => mark)).toEqual([0]);
    expect(reader.isHolding()).toBe(true);
    reader.record({ at: 4, level: 'NOTICE', message: '[a] Ban 3' }, () => 3);
    const rest = reader.take(10);
    expect(rest.map(({ mark }) => mark)).toEqual([1, 2, 3]);
    expect(causes(rest.map(({ event }) => event))).toEqual(['1 unbanned']);
  });

  it.each([
    ['by its jail that stops', ['[a] Unban 1', '[b] Ban 7', '[a] Unban 2', "Jail 'a' stopped"], ['1 jail_stopped', '2 jail_stopped']],
    ['by its jail that stops, though its action failed', ['[a] Unban 1', "Failed to execute unban jail 'a' action 'x' info '': no", "Jail 'a' stopped"], ['1 jail_stopped']],
    ['but not because another jail stops', ['[a] Unban 1', "Jail 'b' stopped", '[a] Ban 3'], ['1 unbanned']],
    ['before a shutdown', ['[a] Unban 1', 'Shutdown in progress...', 'Stopping all jails', '[a] Unban 2', '[b] Unban 3', "Jail 'a' stopped", 'Exiting Fail2ban'], ['1 unbanned', '2 jail_stopped', '3 jail_stopped']],
    ['more than 3 s before a stop', ['1s [a] Unban 1', '5s [a] Unban 2', "6s Jail 'a' stopped"], ['1 unbanned', '2 jail_stopped']],
    ['by a flush', ['[a] Flush ticket(s) with nft', '[a] Unban 1', '[a] Unban 2', '[a] Ban 3'], ['1 flushed', '2 flushed']],
    ['by a flush of a jail that stops', ['[a] Flush ticket(s) with nft', '[a] Unban 1', "Jail 'a' stopped"], ['1 jail_stopped']],
    ['before a flush', ['[a] Unban 1', '[a] Flush ticket(s) with nft', '[a] Flush ticket(s) with two', '[a] Unban 2', '[a] Ban 3'], ['1 unbanned', '2 flushed']],
    ['of a server that starts again', ['Stopping all jails', '[a] Unban 1', 'Starting Fail2ban v1.0.2', '[a] Unban 2', '[a] Ban 3'], ['1 jail_stopped', '2 unbanned']],
  ])('%s', (_name, messages, wanted) => {
    expect(causes(read(...messages).take(99).map(({ event }) => event))).toEqual(wanted);
  });

  it.each(['Starting Fail2ban v1.1.1', '[a] Repeal Ban 9'])('is a real one since 1.1.1, which is known by %j', (message) => {
    const reader = read(message, '[a] Unban 1');
    expect(causes(reader.take(9).map(({ event }) => event))).toEqual(['1 unbanned']);
    expect(reader.isHolding()).toBe(false);
  });

  it('is real when nothing follows', () => {
    const reader = read('[a] Unban 1');
    expect(reader.take(9)).toEqual([]);
    reader.settleAll();
    expect(causes(reader.take(9).map(({ event }) => event))).toEqual(['1 unbanned']);
  });

  it('does not wait when too much waits', () => {
    const judge = createUnbanJudge<number>(3);
    for (let at = 0; at < 4; at++) {
      judge.push({ kind: 'unban', at: 1, jail: 'a', address: String(at), cause: 'unbanned' }, 1, UNKNOWN_LIFE, at);
    }
    expect(judge.take(99).map(({ mark }) => mark)).toEqual([0, 1, 2, 3]);
  });
});
