import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import { useStatus } from '../../api/queries';

/** Says where the archive does not learn of bans as it should. */
export function SourceNotice({ uid }: { uid: string }) {
  const history = useStatus(uid).data?.history;
  switch (history?.source) {
    case 'observed':
      return (
        <Alert severity="info" title={t('source.observed', 'The archive knows bans from lists only')}>
          {t('source.observed-help', 'Short bans may be missing, and times are those of the look.')} {history.reason}
        </Alert>
      );
    case 'none':
      return (
        <Alert severity="warning" title={t('source.none', 'The archive learns of no bans at the moment')}>
          {history.reason}
        </Alert>
      );
    default:
      return null;
  }
}
