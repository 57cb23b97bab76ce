import type { TableOptions } from '../table/TableOptions';

export interface JailsOptions extends TableOptions {
  /** Name of the field that names the jail, where it is not found by itself. */
  jailField?: string;
  showState: boolean;
  /** Also those that are enabled and do not run. */
  showStopped: boolean;
}

/** What is not shown unless it was chosen: long, or said by the state. */
export const USUALLY_UNWANTED = ['findTime', 'maxRetry', 'logFiles', 'journalMatches', 'actions', 'attention'];
