import { t } from '@grafana/i18n';
import { EmptyState } from '@grafana/ui';
import type { ReactNode } from 'react';
import type { Standing } from './standing';

/** What the sidecar shows only to who may configure; others are told, and nothing is asked for. */
export function AdminsOnly({ standing: { rights }, children }: { standing: Standing; children: ReactNode }) {
  if (rights.role === null) {
    return null;
  }
  return rights.can('configure') ? (
    children
  ) : (
    <EmptyState variant="not-found" hideImage message={t('config.admins-only', 'This takes the role {{needed}}', { needed: rights.needed('configure') })}>
      {t('config.admins-only-why', 'Files of the configuration may hold commands and passwords. Your role is {{role}}.', { role: rights.role })}
    </EmptyState>
  );
}
