import { TextLink } from '@grafana/ui';
import { jailUrl } from '../../routing';

/** A jail's name, which leads to its own page. */
export function JailLink({ uid, name }: { uid: string; name: string }) {
  return <TextLink href={jailUrl(uid, name)}>{name}</TextLink>;
}
