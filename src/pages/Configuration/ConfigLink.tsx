import { TextLink } from '@grafana/ui';
import type { ConfigTab } from '../../routing';
import { configUrl } from '../../routing';
import type { Standing } from './standing';

interface ConfigLinkProps {
  standing: Standing;
  tab: ConfigTab;
  name: string;
  children?: string;
}

/** Leads to what only who may configure is shown; to others it is a name. */
export function ConfigLink({ standing: { uid, rights }, tab, name, children = name }: ConfigLinkProps) {
  return rights.can('configure') ? <TextLink href={configUrl(uid, tab, name)}>{children}</TextLink> : <span>{children}</span>;
}
