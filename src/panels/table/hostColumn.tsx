import { t } from '@grafana/i18n';
import type { Column } from '../../components/DataTable';
import { hostName } from '../hostsOf';
import type { FrameRow } from './FrameRow';

/** Whose a row is, where there are several hosts. */
export function hostColumn<Row extends FrameRow>(): Column<Row> {
  return { id: 'bangui-host', header: t('host.label', 'Host'), cell: ({ uid }) => (uid === null ? '–' : hostName(uid)) };
}
