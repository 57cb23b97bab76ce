import type { TableOptions } from '../table/TableOptions';

export interface BansOptions extends TableOptions {
  /** Names of the fields that name address and jail, where they are not found by themselves. */
  addressField?: string;
  jailField?: string;
}

/** What is not shown unless it was chosen: the other columns say it. */
export const USUALLY_UNWANTED = ['banTime'];
