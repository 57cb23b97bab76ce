import type { ExportFormat } from '../../contract/historyExport';
import { historyExportRequestSchema } from '../../contract/historyExport';
import { ROUTES } from '../../contract/routes';
import type { ExportService } from '../../services/history/createExportService';
import { defineDownload } from '../defineDownload';
import type { Route } from '../defineRoute';

const CONTENT_TYPE: Record<ExportFormat, string> = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson; charset=utf-8' };

export function historyExportRoute({ exports }: { exports: ExportService }): Route {
  return defineDownload({
    method: 'get',
    path: ROUTES.historyExport,
    role: 'read',
    summary: 'All bans of the archive in a time range, newest first, as a file: CSV or a JSON object a line.',
    takes: 'export',
    request: { query: historyExportRequestSchema },
    contentTypes: Object.values(CONTENT_TYPE),
    handler: async ({ query: { format, ...window } }) => ({ ...exports.exportHistory(window, format), contentType: CONTENT_TYPE[format] }),
  });
}
