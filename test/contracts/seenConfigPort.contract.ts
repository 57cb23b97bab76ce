import { expect, it } from 'vitest';
import type { SeenConfigPort } from '../../pkg/services/ports/seenConfigPort';

export function describeSeenConfig(name: string, createHost: () => Promise<{ seen: SeenConfigPort; dispose: () => Promise<void> }>): void {
  it(`the configuration as it was last seen, in ${name}: files are put, replaced and dropped`, async () => {
    const { seen, dispose } = await createHost();
    try {
      expect(await seen.seenConfig()).toEqual([]);
      await seen.putSeenConfig([{ path: 'jail.local', file: { digest: 'b', text: 'ä\n' } }, { path: 'jail.conf', file: { digest: 'a', text: '' } }]);
      expect(await seen.seenConfig()).toEqual([{ path: 'jail.conf', digest: 'a' }, { path: 'jail.local', digest: 'b' }]);
      await seen.putSeenConfig([{ path: 'jail.local', file: { digest: 'c', text: 'c\n' } }, { path: 'jail.conf', file: null }, { path: 'nosuch', file: null }]);
      expect(await seen.seenConfig()).toEqual([{ path: 'jail.local', digest: 'c' }]);
      expect([await seen.seenConfigText('jail.local'), await seen.seenConfigText('jail.conf')]).toEqual(['c\n', null]);
    } finally {
      await dispose();
    }
  });
}
