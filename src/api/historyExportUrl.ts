import { locationUtil } from '@grafana/data';
import type { ExportFormat } from '../../pkg/contract/historyExport';
import { ROUTES } from '../../pkg/contract/routes';
import type { BanFilter } from './banFilter';
import { resourcePath } from './callResource';

/** Where the browser downloads all bans that are meant, under Grafana's own path. */
export function historyExportUrl(uid: string, format: ExportFormat, filter: BanFilter): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filter)) {
    [value].flat().forEach((one) => query.append(name, String(one)));
  }
  return locationUtil.assureBaseUrl(`${resourcePath(uid, ROUTES.historyExport)}?${query.toString()}`);
}
