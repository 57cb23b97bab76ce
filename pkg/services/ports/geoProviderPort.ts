import type { GeoPlace } from './geoPort';

/** A service outside of this host that is told addresses. */
export interface GeoProviderPort {
  /**
   * Asks for as many of these public addresses as its rate allows now, the first ones first. Null: it knows nothing of that address.
   * What is missing was not asked for, or the provider failed; that is logged. Never rejects.
   */
  ask(addresses: readonly string[]): Promise<Map<string, GeoPlace | null>>;
  /** Gives up what is under way and asks nothing more. */
  close(): void;
}
