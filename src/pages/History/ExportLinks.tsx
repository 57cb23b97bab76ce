import { t } from '@grafana/i18n';
import { LinkButton, Stack } from '@grafana/ui';
import type { BanFilter } from '../../api/banFilter';
import { historyExportUrl } from '../../api/historyExportUrl';

/** Plain links: the browser streams the file to disk. A target keeps Grafana from taking the click for one of its own pages. */
export function ExportLinks({ uid, filter }: { uid: string; filter: BanFilter }) {
  const link = { size: 'sm', variant: 'secondary', icon: 'download-alt', target: '_self', download: true } as const;
  return (
    <Stack direction="row" gap={1} wrap="wrap">
      <LinkButton {...link} href={historyExportUrl(uid, 'csv', filter)}>
        {t('export.csv', 'CSV')}
      </LinkButton>
      <LinkButton {...link} href={historyExportUrl(uid, 'jsonl', filter)}>
        {t('export.jsonl', 'JSON lines')}
      </LinkButton>
    </Stack>
  );
}
