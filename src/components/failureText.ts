import { t } from '@grafana/i18n';
import type { UnreachableReason } from '../../pkg/contract/errors';
import type { ApiError } from '../api/ApiError';
import { PLAIN } from '../i18n';

export interface FailureText {
  title: string;
  text: string;
}

/** What a failure means and what to do about it, in the reader's language. */
export function failureText(error: ApiError): FailureText {
  if (error.details.restored === true) {
    return { title: t('failure.restored-only', 'The configuration is back, but fail2ban could not be restarted'), text: error.message };
  }
  if (error.code === 'FAIL2BAN_REJECTED' && error.details.setting === 'BANGUI_FAIL2BAN_RESTART') {
    return { title: t('failure.restart', 'fail2ban could not be restarted'), text: error.message };
  }
  switch (error.kind) {
    case 'fail2ban_offline':
      return { title: t('failure.fail2ban-offline', 'fail2ban is offline'), text: reasonText(error.reason) };
    case 'fail2ban_busy':
      return {
        title: t('failure.fail2ban-busy', 'fail2ban is busy'),
        text: t('failure.fail2ban-busy-text', 'It is alive and still works on a command. This page asks again by itself.'),
      };
    case 'fail2ban_refused':
      return { title: t('failure.fail2ban-refused', 'fail2ban refused'), text: error.message };
    case 'sidecar_failed':
      return { title: t('failure.sidecar-failed', 'The sidecar failed'), text: error.message };
    case 'archive_failed':
      return { title: t('failure.archive', 'The archive cannot be used'), text: archiveText(error) };
    case 'sidecar_unreachable':
      return {
        title: t('failure.sidecar-unreachable', 'The sidecar is unreachable'),
        text: t(
          'failure.sidecar-unreachable-text',
          'Grafana cannot reach the BanGUI sidecar, so nobody knows how fail2ban is. On the server, look at “systemctl status bangui”. This page comes back by itself.'
        ),
      };
    case 'token_refused':
      return {
        title: t('failure.token-refused', 'The sidecar refused the token'),
        text: t('failure.token-refused-text', 'The token of this data source is not the sidecar’s. An Admin enters the content of the sidecar’s token file in the settings of the data source.'),
      };
    case 'forbidden':
      return {
        title: t('failure.forbidden', 'Your role is too low'),
        text: t('failure.forbidden-text', 'You may not do this with your role in Grafana. Ask an Admin of your organization for the role Viewer, or Editor to ban and unban.'),
      };
    case 'switched_off':
      return { title: t('failure.switched-off', 'This is switched off on this host'), text: error.message };
    case 'not_found':
      return { title: t('failure.not-found', 'Not found'), text: error.message };
    case 'conflict':
      return { title: t('failure.conflict', 'Not possible now'), text: error.message };
    case 'rate_limited':
      return {
        title: t('failure.rate-limited', 'Too many requests'),
        text: t('failure.rate-limited-text', 'You have asked more often than the sidecar allows. Wait a moment.'),
      };
    case 'grafana_unreachable':
      return {
        title: t('failure.grafana-unreachable', 'Grafana does not answer'),
        text: t('failure.grafana-unreachable-text', 'Your browser cannot reach Grafana. This page comes back by itself.'),
      };
    case 'grafana_failed':
      return {
        title: t('failure.grafana-failed', 'Grafana failed'),
        text: t('failure.grafana-failed-text', 'Grafana could not do it, and does not say why: “{{message}}”. Its own log does.', { message: error.message, interpolation: PLAIN }),
      };
    case 'rules_forbidden':
      return {
        title: t('failure.rules-forbidden', 'Your role may not do this with alert rules'),
        text: t('failure.rules-forbidden-text', 'Grafana refused. It takes the role Editor or Admin and, where rights are given by folder, the right to edit the folder of the rules. Grafana’s words: {{message}}', { message: error.message, interpolation: PLAIN }),
      };
    case 'guard':
      return { title: t('failure.guard', 'The ban guard said no'), text: error.message };
    case 'invalid':
      return { title: t('failure.invalid', 'This cannot be used'), text: error.message };
  }
}

function archiveText({ code, message }: ApiError): string {
  switch (code) {
    case 'DATABASE_BUSY':
      return t('archive.busy', 'Another program holds the archive of the sidecar locked. Try again in a moment.');
    case 'DATABASE_PERMISSION_DENIED':
      return t('archive.permission-denied', 'The sidecar may not use its archive. Give its user write access to BANGUI_STATE_DIR.');
    case 'DATABASE_PATH_INVALID':
      return t('archive.path-invalid', 'The folder of the archive is gone, or something else stands in its place. Look at BANGUI_STATE_DIR, then restart the sidecar.');
    case 'DATABASE_CORRUPTED':
      return t('archive.corrupted', 'The archive is damaged. Stop the sidecar, keep the file, and put back a copy.');
    case 'DATABASE_UNAVAILABLE':
      return t('archive.unavailable', 'The sidecar cannot use its archive: its log says why under “archive_error”. Bans and unbans still work.');
    default:
      return message;
  }
}

/** Why fail2ban cannot be reached, and the remedy. */
export function reasonText(reason: UnreachableReason | null): string {
  switch (reason) {
    case 'not_running':
      return t('reason.not-running', 'fail2ban is not running: its socket does not exist. Start it, for example with “systemctl start fail2ban”.');
    case 'stale_socket':
      return t('reason.stale-socket', 'fail2ban has crashed: its socket is there, but nobody listens. Start it again with “systemctl restart fail2ban”, or by hand with “fail2ban-client -x start”.');
    case 'permission_denied':
      return t('reason.permission-denied', 'The sidecar may not open the fail2ban socket. Run it as root, or give its user access to the socket.');
    case 'refused_busy':
      return t('reason.refused-busy', 'fail2ban is busy and takes no further connection. It will answer when its running command has ended.');
    case 'connection_lost':
      return t('reason.connection-lost', 'fail2ban closed the connection. It is probably stopping or restarting.');
    case null:
      return '';
  }
}
