import { TextLink } from '@grafana/ui';
import { addressUrl } from '../../routing';
import { implausibleOf } from '../bans/BanDraft';

/** An address, which leads to its own page; what a jail bans in place of an address, such as a user name, has none. */
export function AddressLink({ uid, address }: { uid: string; address: string }) {
  return implausibleOf([address]).length > 0 ? address : <TextLink href={addressUrl(uid, address)}>{address}</TextLink>;
}
