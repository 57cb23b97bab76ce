import { describe, expect, it } from 'vitest';
import { createFakeConfigRevisions } from '../../../test/fakes/createFakeConfigRevisions';
import { createConfigMoments } from './createConfigMoments';

const NEW = { at: 100, actor: 'ann', reason: 'Too lax.', kind: 'set_options', path: 'jail.d/zz-bangui-sshd.local', before: null, after: 'SECRET', jails: [] };

async function three() {
  const { port } = createFakeConfigRevisions();
  const first = await port.beginConfigRevision(NEW);
  await port.endConfigRevision(first, { at: 101, result: 'rolled_back', words: 'SECRET words' });
  await port.beginConfigRevision({ ...NEW, at: 200, kind: 'set_filter', path: 'filter.d/apache-auth.local', jails: ['sshd', 'web'], reason: '' });
  await port.beginConfigRevision({ ...NEW, at: 300, kind: 'edit_file', path: 'jail.local', actor: 'bob' });
  return createConfigMoments({ revisions: port });
}

describe('moments of the configuration', () => {
  it('are told newest first within the range, by jail and filter, without what was changed', async () => {
    const { changes, more } = await (await three()).latest({ from: 100, to: 200, limit: 10 });
    expect(changes).toMatchObject([
      { kind: 'set_filter', filter: 'apache-auth', jails: ['sshd', 'web'], result: null },
      { kind: 'set_options', filter: null, jails: ['sshd'], result: 'rolled_back' },
    ]);
    expect(JSON.stringify(changes)).not.toContain('SECRET');
    expect(more).toBe(false);
  });

  it('are found by jail and by what is told of them', async () => {
    const moments = await three();
    const kinds = async (asked: object) => (await moments.latest({ from: 0, to: 999, limit: 10, ...asked })).changes.map(({ kind }) => kind);
    expect(await kinds({ jail: ['sshd'] })).toEqual(['set_filter', 'set_options']);
    expect(await kinds({ jail: ['web'] })).toEqual(['set_filter']);
    expect(await kinds({ search: 'BOB' })).toEqual(['edit_file']);
    expect(await kinds({ search: 'too lax', jail: ['sshd'] })).toEqual(['set_options']);
    expect(await kinds({ search: 'SECRET' })).toEqual([]);
  });

  it('say when there are more than asked for', async () => {
    const moments = await three();
    expect(await moments.latest({ from: 0, to: 999, limit: 2 })).toMatchObject({ changes: [{ at: 300 }, { at: 200 }], more: true });
    expect((await moments.latest({ from: 0, to: 999, limit: 3 })).more).toBe(false);
    expect((await moments.latest({ from: 0, to: 999, limit: 1, jail: ['sshd'] })).more).toBe(true);
  });
});
