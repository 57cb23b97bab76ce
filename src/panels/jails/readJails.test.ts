import { describe, expect, it } from 'vitest';
import type { JailListResponse, JailState } from '../../../pkg/contract/jailControl';
import { createFrame } from '../../../test/fakes/createFrame';
import type { Hosts } from '../hostsOf';
import { readJails, stoppedRows } from './readJails';
import { wantedJails } from './wantedJails';

const TYPES: Record<string, string> = { A: 'jails', B: 'jails', C: 'bans' };
const hosts: Hosts = { uids: ['one', 'two'], of: (refId) => (refId === 'A' ? 'one' : refId === 'B' ? 'two' : null), queryType: (refId) => TYPES[refId ?? ''] ?? null };
const frame = (refId: string, ...jails: Array<string | null>) => createFrame(refId, { jail: { values: jails } });

describe('the rows of jails', () => {
  it('are those of all frames that have jails, each of its host', () => {
    const { frames, rows } = readJails([frame('A', 'sshd'), frame('B', 'sshd', null), frame('C', 'banned'), createFrame('A', { other: { values: [1] } }), frame('joined', 'x')], hosts, undefined);
    expect(frames.map(({ refId }) => refId)).toEqual(['A', 'B', 'joined']);
    expect(rows.map(({ uid, jail, index }) => [uid, jail, index])).toEqual([['one', 'sshd', 0], ['two', 'sshd', 0], ['two', '', 1], [null, 'x', 0]]);
  });

  it('are joined by jails of that host that are enabled, do not run and are asked for', () => {
    const state = (name: string, what: JailState['state']): JailState => ({ name, state: what, idle: null, threads: null, problem: null });
    const list: JailListResponse = { asOf: 0, stale: false, jails: [], states: [state('sshd', 'configured_not_running'), state('off', 'configured_not_running'), state('on', 'running')] };
    const { rows } = readJails([frame('A', 'sshd')], hosts, undefined);
    expect(stoppedRows('one', list, rows, null).map(({ jail }) => jail)).toEqual(['off']);
    expect(stoppedRows('two', list, rows, null).map(({ jail }) => jail)).toEqual(['sshd', 'off']);
    expect(stoppedRows('two', list, rows, ['sshd', 'on']).map(({ jail }) => jail)).toEqual(['sshd']);
  });
});

describe('the jails that are asked for', () => {
  const fillIn = (text: string) => text.replace('$some', 'a, b').replace('$none', '');
  const query = (jail?: string | string[], queryType = 'jails') => ({ refId: 'A', queryType, jail });

  it.each([
    [[query()], null],
    [[query('$none')], null],
    [[query('$some')], ['a', 'b']],
    [[query(['x', '$some']), query('y')], ['x', 'a', 'b', 'y']],
    [[query('x'), query()], null],
    [[query(undefined, 'bans')], undefined],
  ])('%j', (queries, expected) => {
    expect(wantedJails(queries, fillIn)).toEqual(expected);
  });
});
