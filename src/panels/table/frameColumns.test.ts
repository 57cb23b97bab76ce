import { describe, expect, it } from 'vitest';
import { createFrame } from '../../../test/fakes/createFrame';
import { findField, frameColumns, shownColumns } from './frameColumns';

const frame = (...names: string[]) => createFrame('A', Object.fromEntries(names.map((name, index) => [index, { name, values: [] }])));

describe('the columns of frames', () => {
  it('are one a name, over all frames', () => {
    const [first, second] = [frame('jail', 'count'), frame('count', 'other')];
    const columns = frameColumns([first, second]);
    expect(columns.map(({ id }) => id)).toEqual(['jail', 'count', 'other']);
    expect([...(columns[1]?.fields.keys() ?? [])]).toEqual([first, second]);
  });

  it('are apart where one frame has a name twice', () => {
    expect(frameColumns([frame('count', 'count', 'count'), frame('count')]).map(({ id }) => id)).toEqual(['count', 'count 2', 'count 3']);
  });

  it('are named as the person says, else as the source says', () => {
    const one = createFrame('A', {
      a: { values: [], config: { displayName: 'Mine', displayNameFromDS: 'Its' } },
      b: { values: [], config: { displayNameFromDS: 'Its' } },
      c: { values: [], state: { displayName: 'c {jail="sshd"}' } },
      d: { values: [] },
    });
    expect(frameColumns([one]).map(({ name }) => name)).toEqual(['Mine', 'Its', 'c {jail="sshd"}', 'd']);
  });

  it('are shown as chosen, else without what is usually unwanted, and never when hidden', () => {
    const columns = frameColumns([createFrame('A', { a: { values: [] }, b: { values: [] }, c: { values: [], config: { custom: { hidden: true } } } })]);
    const shown = (chosen: string[], unwanted: string[] = []) => shownColumns(columns, chosen, unwanted).map(({ id }) => id);
    expect(shown([], ['a'])).toEqual(['b']);
    expect(shown(['b', 'gone', 'a', 'c'], ['a'])).toEqual(['b', 'a']);
  });
});

describe('a field', () => {
  it('is found by its name, by our title, by its name in other letters, or as the person names it', () => {
    const ours = createFrame('A', { 'Caught by': { values: [], config: { displayNameFromDS: 'Jail' } } });
    expect(findField(frame('x', 'jail'), 'jail', 'Jail')?.name).toBe('jail');
    expect(findField(ours, 'jail', 'Jail')?.name).toBe('Caught by');
    expect(findField(frame('x', 'JAIL'), 'jail', 'Jail')?.name).toBe('JAIL');
    expect(findField(frame('jail', 'other'), 'jail', 'Jail', 'other')?.name).toBe('other');
    expect(findField(frame('jail'), 'jail', 'Jail', 'other')).toBeUndefined();
    expect(findField(frame('x'), 'jail', 'Jail')).toBeUndefined();
  });
});
