import { workerData } from 'node:worker_threads';
import { answerCalls } from '../host/answerCalls';
import type { ArchiveRequest, ArchiveWorkerData } from './createWorkerEngine';
import { createReads } from './database/createReads';
import { createSession } from './database/createSession';
import { createWrites } from './database/createWrites';
import { openForReading, openForWriting } from './database/openDatabase';

/* A thread of the archive: one connection, one request after the other. */
const { file, role } = workerData as ArchiveWorkerData;
const session =
  role === 'writer' ? createSession(() => openForWriting(file), createWrites) : createSession(() => openForReading(file), createReads);

answerCalls<ArchiveRequest>(session);
