import { afterEach, describe, expect, it } from 'vitest';
import type { ConfigRevisionsPort } from '../../pkg/services/ports/configRevisionsPort';

const NEW = { at: 1_800_000_000, actor: 'ann', reason: 'because', kind: 'set_options', path: 'jail.d/a.local', before: null, after: '[a]\n', jails: ['a', 'b'] };

export function describeConfigRevisions(name: string, createHost: () => Promise<{ revisions: ConfigRevisionsPort; dispose: () => Promise<void> }>): void {
  describe(`revisions of the configuration in ${name}`, () => {
    let host: Awaited<ReturnType<typeof createHost>>;
    const begin = async () => {
      host = await createHost();
      return host.revisions;
    };
    afterEach(() => host.dispose());

    it('are under way until they have an outcome, and the first one counts', async () => {
      const revisions = await begin();
      const [one, two] = [await revisions.beginConfigRevision(NEW), await revisions.beginConfigRevision({ ...NEW, path: 'jail.d/b.local', after: null, before: 'ä\n' })];
      expect((await revisions.openConfigRevisions()).map(({ id }) => id)).toEqual([one, two]);
      await revisions.endConfigRevision(one, { at: NEW.at + 1, result: 'applied', words: '' });
      await revisions.endConfigRevision(one, { at: NEW.at + 2, result: 'rolled_back', words: 'late' });
      expect(await revisions.configRevision(one)).toEqual({ ...NEW, id: one, outcome: { at: NEW.at + 1, result: 'applied', words: '' } });
      expect(await revisions.openConfigRevisions()).toEqual([{ ...NEW, id: two, path: 'jail.d/b.local', after: null, before: 'ä\n', outcome: null }]);
      expect(await revisions.configRevision(two + 1)).toBeNull();
    });

    it('are listed newest first, by page and by file', async () => {
      const revisions = await begin();
      const ids: number[] = [];
      for (let at = 0; at < 5; at++) {
        ids.unshift(await revisions.beginConfigRevision({ ...NEW, path: `jail.d/${at % 2}.local` }));
      }
      const listed = async (...asked: Parameters<ConfigRevisionsPort['configRevisions']>) => (await revisions.configRevisions(...asked)).map(({ id }) => id);
      expect(await listed(null, 3)).toEqual(ids.slice(0, 3));
      expect(await listed(null, 3, ids[2])).toEqual(ids.slice(3));
      expect(await listed('jail.d/1.local', 9)).toEqual([ids[1], ids[3]]);
    });

    it('are told of between two moments, newest first, without their texts', async () => {
      const revisions = await begin();
      const ids: number[] = [];
      for (let at = 0; at < 5; at++) {
        ids.push(await revisions.beginConfigRevision({ ...NEW, at: NEW.at + at }));
      }
      await revisions.endConfigRevision(ids[2] ?? 0, { at: NEW.at + 9, result: 'outside', words: 'w' });
      const heads = await revisions.configRevisionHeads(NEW.at + 1, NEW.at + 3, 2);
      const { before: _before, after: _after, ...head } = NEW;
      expect(heads).toEqual([
        { ...head, id: ids[3], at: NEW.at + 3, outcome: null },
        { ...head, id: ids[2], at: NEW.at + 2, outcome: { at: NEW.at + 9, result: 'outside', words: 'w' } },
      ]);
      expect(await revisions.configRevisionHeads(NEW.at + 5, NEW.at + 9, 2)).toEqual([]);
    });
  });
}
