import { describe, expect, it } from 'vitest';
import type { Jail } from '../../../pkg/contract/jails';
import { attentionFirst } from './attentionFirst';

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

describe('attentionFirst', () => {
  it('puts the worst first, then the most bans, then the name', () => {
    const jails = [jail('b', 0), jail('quiet', 9), jail('a', 0), jail('paper', 1, 'blocks_nothing'), jail('blind', 0, 'watches_nothing')];
    expect(attentionFirst(jails).map(({ name }) => name)).toEqual(['blind', 'paper', 'quiet', 'a', 'b']);
  });
});
