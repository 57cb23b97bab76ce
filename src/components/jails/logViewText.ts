import { t } from '@grafana/i18n';
import type { LogView } from '../../../pkg/contract/filterLab';

/** Why a log is not shown. */
export function logViewText(view: Exclude<LogView, 'readable'>): string {
  switch (view) {
    case 'missing':
      return t('log-view.missing', 'The file is not there as the sidecar sees it: see BANGUI_PATH_MAP.');
    case 'forbidden':
      return t('log-view.forbidden', 'The sidecar may not read the file.');
    case 'outside':
      return t('log-view.outside', 'The file is not inside one of the directories of BANGUI_LOG_PREVIEW_DIRS.');
    case 'no_file':
      return t('log-view.no-file', 'There is something else than a file at this path.');
    case 'broken':
      return t('log-view.broken', 'The file cannot be unpacked, or is too large then.');
  }
}
