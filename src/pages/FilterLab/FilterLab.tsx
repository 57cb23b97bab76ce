import { t } from '@grafana/i18n';
import { EmptyState } from '@grafana/ui';
import type { Role } from '../../../pkg/contract/roles';
import { ACTION_ROLE, may } from '../../../pkg/contract/roles';
import { useMe } from '../../api/queries';
import { HostPage } from '../../components/HostPage';
import { QueryRegion } from '../../components/QueryRegion';
import { Bench } from './Bench';

/** Filters, saved or not, tried on lines: nothing is changed by it. */
export function FilterLab() {
  return <HostPage>{(uid) => <FilterLabOf key={uid} uid={uid} />}</HostPage>;
}

function FilterLabOf({ uid }: { uid: string }) {
  return <QueryRegion query={useMe(uid)}>{({ role }) => (may(role, 'configure') ? <Bench uid={uid} /> : <Forbidden role={role} />)}</QueryRegion>;
}

/** It shows lines of logs as they are. */
function Forbidden({ role }: { role: Role }) {
  return (
    <EmptyState variant="not-found" hideImage role="alert" message={t('lab.forbidden', 'The filter lab takes the role {{needed}}', { needed: ACTION_ROLE.configure })}>
      {t('lab.forbidden-text', 'It shows lines of logs as they are. Your role on this host is {{role}}.', { role })}
    </EmptyState>
  );
}
