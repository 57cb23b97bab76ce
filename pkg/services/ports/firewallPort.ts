/** Networks and ranges that are turned away, by sortable keys as `parseAddress` gives them; both inclusive. */
export interface BlockedRange {
  low: string;
  high: string;
}

/** What is turned away. Single addresses, of which there may be a hundred thousand, are texts as `parseAddress` spells them. */
export interface Blocked {
  addresses: ReadonlySet<string>;
  ranges: readonly BlockedRange[];
}

/** The firewall cannot be listed; the message is for a person. */
export class FirewallUnreadable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FirewallUnreadable';
  }
}

/** The host's own firewall. It is only ever listed. */
export interface FirewallPort {
  /** How a person calls it. */
  name: string;
  /** Source addresses in rules that do not let through, and in sets that such a rule names. Rejects with FirewallUnreadable. */
  blocked(): Promise<Blocked>;
}
