import { repr } from './pythonValue';

/** A line of a file, as fail2ban calls it; the line is null when only the file is known. */
export interface Place {
  file: string;
  line: number | null;
}

/** What Python would throw: who catches it depends on this. `config` is any error of configparser but the two about what is missing. */
export type ReadErrorKind = 'config' | 'no-section' | 'no-option' | 'ValueError' | 'TypeError' | 'LookupError' | 'jail';

/** fail2ban could not read its configuration; `message` is close to its own words. */
export class ReadError extends Error {
  constructor(
    readonly kind: ReadErrorKind,
    message: string,
    readonly place: Place | null = null
  ) {
    super(message);
    this.name = 'ReadError';
  }

  /** As Python's `%r` prints it: errors of configparser print their message alone. */
  repr(): string {
    return this.kind.endsWith('Error') ? `${this.kind}(${repr(this.message)})` : this.message;
  }

  /** The same with a place, where it has none of its own. */
  at(place: Place | null): ReadError {
    return this.place || !place ? this : new ReadError(this.kind, this.message, place);
  }
}
