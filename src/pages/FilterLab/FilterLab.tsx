import { t } from '@grafana/i18n';
import { EmptyState } from '@grafana/ui';
import { useRights } from '../../api/useRights';
import { HostPage } from '../../components/HostPage';
import { Bench } from './Bench';

/** Filters, saved or not, tried on lines: nothing is changed by it. */
export function FilterLab() {
  return <HostPage>{(uid) => <FilterLabOf key={uid} uid={uid} />}</HostPage>;
}

function FilterLabOf({ uid }: { uid: string }) {
  const rights = useRights(uid);
  // It shows lines of logs as they are.
  if (rights.role !== null && !rights.can('configure')) {
    return (
      <EmptyState variant="not-found" hideImage role="alert" message={t('lab.forbidden', 'The filter lab takes the role {{needed}}', { needed: rights.needed('configure') })}>
        {t('lab.forbidden-text', 'It shows lines of logs as they are. Your role on this host is {{role}}.', { role: rights.role })}
      </EmptyState>
    );
  }
  return <Bench uid={uid} />;
}
