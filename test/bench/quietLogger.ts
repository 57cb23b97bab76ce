import type { Logger } from '../../pkg/services/ports/logger';

/** For parts that log nothing while all is well; what they would say then is shown. */
export const quietLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (event, fields) => console.error(event, fields),
  error: (event, fields) => console.error(event, fields),
};
