/** Addresses of this host that a ban must not hit by accident. All canonical. */
export interface HostNetworkPort {
  ownAddresses(): Promise<string[]>;
  gateways(): Promise<string[]>;
  /** Far ends of the established SSH connections to this host. */
  sshPeers(): Promise<string[]>;
}
