import { expect, it } from 'vitest';
import { BanguiError } from '../../pkg/domain/errors';
import { describeArchiveFollow } from '../contracts/archiveFollow.contract';
import { describeArchivePort } from '../contracts/archivePort.contract';
import { describeArchiveUpkeep } from '../contracts/archiveUpkeep.contract';
import { describeOutboxPort } from '../contracts/outboxPort.contract';
import { createFakeArchive } from './createFakeArchive';

for (const describePart of [describeArchivePort, describeArchiveFollow, describeArchiveUpkeep]) {
  describePart('the fake', async () => createFakeArchive().port);
}

describeOutboxPort('the fake', async () => createFakeArchive().port);

it('fails when told to', async () => {
  const { port, circumstances } = createFakeArchive();
  circumstances.failure = new BanguiError('DATABASE_BUSY', 'busy', { retries: 3 });
  await expect(port.syncCursor()).rejects.toMatchObject({ code: 'DATABASE_BUSY' });
  circumstances.failure = null;
  expect(await port.syncCursor()).toBeNull();
});
