import { BanguiError } from '../../domain/errors';

export function shuttingDown(): BanguiError {
  return new BanguiError('SHUTTING_DOWN', 'The sidecar is stopping.');
}
