import { describe, expect, it } from 'vitest';
import type { JailState } from '../../../pkg/contract/jailControl';
import type { Jail } from '../../../pkg/contract/jails';
import { jailRows } from './jailRows';

const jail = (name: string, currentlyBanned: number, ...attention: Jail['attention']): Jail => ({
  name,
  currentlyBanned,
  attention,
  currentlyFailed: 0,
  totalFailed: 0,
  totalBanned: 0,
  banTime: 600,
  findTime: 600,
  maxRetry: 3,
  escalates: false,
  logFiles: [],
  journalMatches: [],
  actions: [],
});

const stateOf = (name: string, state: JailState['state'] = 'running'): JailState => ({ name, state, idle: null, threads: null, problem: null });
const answer = (jails: Jail[], states: JailState[]) => jailRows({ asOf: 0, stale: false, jails, states });

describe('jailRows', () => {
  it('puts the worst first, then the most bans, then the name', () => {
    const jails = [jail('b', 0), jail('quiet', 9), jail('a', 0), jail('paper', 1, 'blocks_nothing'), jail('blind', 0, 'watches_nothing')];
    const rows = answer(jails, jails.map(({ name }) => stateOf(name)));
    expect(rows.map(({ name }) => name)).toEqual(['blind', 'paper', 'quiet', 'a', 'b']);
  });

  it('puts what does not run before what runs badly, and has rows for jails that are not listed', () => {
    const jails = [jail('blind', 0, 'watches_nothing', 'blocks_nothing'), jail('idle', 0), jail('half', 0)];
    const rows = answer(jails, [stateOf('blind'), stateOf('idle', 'idle'), stateOf('half', 'listed_not_started'), stateOf('off', 'configured_not_running')]);
    expect(rows.map(({ name, jail: listed }) => [name, listed?.name ?? null])).toEqual([['half', 'half'], ['off', null], ['idle', 'idle'], ['blind', 'blind']]);
  });
});
