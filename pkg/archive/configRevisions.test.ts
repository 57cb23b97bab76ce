import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { describeConfigRevisions } from '../../test/contracts/configRevisionsPort.contract';
import { describeSeenConfig } from '../../test/contracts/seenConfigPort.contract';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import { systemClock } from '../host/systemClock';
import { createArchive } from './createArchive';

async function openArchive() {
  const dir = await mkdtemp(path.join(tmpdir(), 'bangui-revisions-'));
  const file = path.join(dir, 'archive.sqlite');
  const archive = createArchive({ file, clock: systemClock, logger: createRecordingLogger().logger, readers: 1 });
  const dispose = async () => {
    await archive.close();
    await rm(dir, { recursive: true, force: true });
  };
  return { revisions: archive, file, dispose };
}

describeConfigRevisions('the archive', openArchive);
describeSeenConfig('the archive', async () => {
  const { revisions, dispose } = await openArchive();
  return { seen: revisions, dispose };
});

it('lets nobody change or remove a revision', async () => {
  const { revisions, file, dispose } = await openArchive();
  const id = await revisions.beginConfigRevision({ at: 1, actor: 'a', reason: '', kind: 'k', path: 'p', before: null, after: null, jails: [] });
  await revisions.endConfigRevision(id, { at: 1, result: 'applied', words: '' });
  const database = new Database(file);
  for (const sql of ["UPDATE config_revisions SET actor = 'x'", 'DELETE FROM config_outcomes', 'DELETE FROM config_revisions', "UPDATE config_outcomes SET result = 'outside'"]) {
    expect(() => database.exec(sql)).toThrow('only added');
  }
  database.close();
  await dispose();
});
