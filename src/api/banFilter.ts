/** Which bans of the archive are meant, as the API takes it: a relative `range`, or `from` and `to` in epoch seconds. */
export interface BanFilter {
  range?: string;
  from?: number;
  to?: number;
  jail?: string[];
  search?: string;
  country?: string[];
  asn?: number[];
  minBans?: number;
}
