import { t, Trans } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { EmptyState, LinkButton } from '@grafana/ui';
import { DATA_SOURCE_TYPE } from '../constants';

/** What to do when no host is known yet. Here only Grafana can tell the role: there is no sidecar to ask. */
export function NoDataSource() {
  const isAdmin = config.bootData.user.orgRole === 'Admin' || config.bootData.user.isGrafanaAdmin;
  return (
    <EmptyState
      variant="call-to-action"
      message={t('no-host.title', 'No fail2ban host is connected yet')}
      button={
        isAdmin ? (
          <LinkButton icon="plus" href={`/connections/datasources/${DATA_SOURCE_TYPE}`}>
            <Trans i18nKey="no-host.add">Add a data source</Trans>
          </LinkButton>
        ) : undefined
      }
    >
      {isAdmin ? (
        <Trans i18nKey="no-host.admin">
          Each host is a data source. Run the BanGUI sidecar beside fail2ban, add a data source of the type “fail2ban (BanGUI)”, and enter the token
          that the sidecar wrote beside its socket.
        </Trans>
      ) : (
        <Trans i18nKey="no-host.others">Each host is a data source. Ask an Admin of your organization to add one of the type “fail2ban (BanGUI)”.</Trans>
      )}
    </EmptyState>
  );
}
