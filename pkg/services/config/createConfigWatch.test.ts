import { expect, it } from 'vitest';
import { createFakeConfigFiles } from '../../../test/fakes/createFakeConfigFiles';
import { createFakeConfigRevisions } from '../../../test/fakes/createFakeConfigRevisions';
import { createFakeSeenConfig } from '../../../test/fakes/createFakeSeenConfig';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { BanguiError } from '../../domain/errors';
import { systemClock } from '../../host/systemClock';
import { createConfigWatch } from './createConfigWatch';
import { createOutsideNotes } from './createOutsideNotes';

function createStack() {
  const folder = createFakeConfigFiles({ 'jail.conf': '[sshd]\n', 'jail.local': '[DEFAULT]\n' });
  const { port: revisions, revisions: noted } = createFakeConfigRevisions();
  const seen = createFakeSeenConfig().port;
  const outside = createOutsideNotes({ revisions, seen, clock: systemClock, logger: createRecordingLogger().logger });
  const watch = createConfigWatch({ files: folder.port, seen, outside, inTurn: (work) => work(), clock: systemClock });
  const told = () => noted.map(({ kind, path, before, after, outcome }) => [kind, path, before, after, outcome?.result]);
  return { folder, revisions, watch, told };
}

it('remembers at the first look, and then tells of what others make, change and take away, once', async () => {
  const { folder, watch, told } = createStack();
  await watch.run();
  await watch.run();
  expect(told()).toEqual([]);
  folder.files.set('jail.local', '[DEFAULT]\nbantime = 1h\n');
  folder.files.set('jail.d/new.local', '[new]\n');
  folder.files.delete('jail.conf');
  await watch.run();
  await watch.run();
  expect(told()).toEqual([
    ['outside', 'jail.d/new.local', null, '[new]\n', 'outside'],
    ['outside', 'jail.local', '[DEFAULT]\n', '[DEFAULT]\nbantime = 1h\n', 'outside'],
    ['outside', 'jail.conf', '[sshd]\n', null, 'outside'],
  ]);
});

it('tells nothing of our own changes, and waits while nobody knows how one ends', async () => {
  const { folder, revisions, watch, told } = createStack();
  await watch.run();
  const id = await revisions.beginConfigRevision({ at: 1, actor: 'ann', reason: '', kind: 'edit_file', path: 'jail.local', before: '[DEFAULT]\n', after: '[a]\n', jails: [] });
  folder.files.set('jail.local', '[a]\n');
  await watch.run();
  await revisions.endConfigRevision(id, { at: 2, result: 'applied', words: '' });
  await watch.run();
  expect(told()).toEqual([['edit_file', 'jail.local', '[DEFAULT]\n', '[a]\n', 'applied']]);
  folder.files.set('jail.local', '[bb]\n');
  await watch.run();
  expect(told().slice(1)).toEqual([['outside', 'jail.local', '[a]\n', '[bb]\n', 'outside']]);
});

it('leaves out what is no text, and says nothing of a folder that cannot be read', async () => {
  const { folder, watch, told } = createStack();
  await watch.run();
  const { read, list } = folder.port;
  folder.port.read = async () => Promise.reject(new BanguiError('INVALID_INPUT', 'no text'));
  folder.files.set('jail.local', '\0');
  await watch.run();
  folder.port.list = async () => Promise.reject(new BanguiError('SURROUNDINGS_MISMATCH', 'no folder'));
  await watch.run();
  expect(told()).toEqual([]);
  Object.assign(folder.port, { read, list });
  folder.files.set('jail.local', 'x = 1\n');
  await watch.run();
  expect(told()).toHaveLength(1);
});
