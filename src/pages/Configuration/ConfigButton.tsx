import type { ComponentProps } from 'react';
import { RoleButton } from '../../components/RoleButton';
import type { Standing } from './standing';

/** A button that changes the configuration; left out where nothing can be changed. */
export function ConfigButton({ standing: { access, rights }, ...props }: { standing: Standing } & Omit<ComponentProps<typeof RoleButton>, 'rights' | 'action'>) {
  return access?.writes ? <RoleButton size="sm" variant="secondary" {...props} rights={rights} action="configure" /> : null;
}
