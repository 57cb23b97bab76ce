import { TextLink } from '@grafana/ui';
import { addressUrl } from '../../routing';

/** An address, which leads to its own page. */
export function AddressLink({ uid, address }: { uid: string; address: string }) {
  return <TextLink href={addressUrl(uid, address)}>{address}</TextLink>;
}
