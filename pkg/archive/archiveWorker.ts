import { workerData } from 'node:worker_threads';
import { answerCalls } from '../host/answerCalls';
import type { ArchiveRequest, ArchiveWorkerData, Role } from './createWorkerEngine';
import { createMaintenance } from './database/createMaintenance';
import { createReads } from './database/createReads';
import { createSession } from './database/createSession';
import { createWrites } from './database/createWrites';
import { openForReading, openForWriting } from './database/openDatabase';

/* A thread of the archive: one connection, one request after the other. */
const { file, role, ships = false } = workerData as ArchiveWorkerData;
const sessions: Record<Role, () => (request: ArchiveRequest) => unknown> = {
  writer: () => createSession(() => openForWriting(file), (database) => createWrites(database, ships)),
  reader: () => createSession(() => openForReading(file), createReads),
  maintenance: () => createSession(() => openForReading(file), createMaintenance),
};

answerCalls<ArchiveRequest>(sessions[role]());
