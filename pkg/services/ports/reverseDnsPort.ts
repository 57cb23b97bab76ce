/** Names of addresses by reverse DNS. */
export interface ReverseDnsPort {
  /** Null when there is none, for what no public name server knows, and when no answer came within a second. Never rejects. */
  nameOf(address: string): Promise<string | null>;
}
