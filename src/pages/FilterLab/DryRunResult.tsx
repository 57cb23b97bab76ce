import { t } from '@grafana/i18n';
import { Alert, Stack, Text } from '@grafana/ui';
import type { DryRun } from '../../../pkg/contract/filterLab';
import { DataTable } from '../../components/DataTable';
import { Figures } from '../../components/Figures';
import { formatMoment, formatSpan } from '../../components/formatTime';
import { PLAIN } from '../../i18n';
import { testIds } from '../../testIds';
import { dryRunColumns } from './dryRunColumns';

/** Whom a jail would have banned, and what was looked at. */
export function DryRunResult({ uid, jail, run }: { uid: string; jail: string; run: DryRun }) {
  const banned = run.addresses.filter(({ bannedAt, ignoredBy }) => bannedAt !== null && ignoredBy === null).length;
  const unread = run.files.every(({ problem }) => problem !== null);
  const older = run.files.flatMap(({ rotated }) => rotated.filter(({ problem }) => problem === null).map(({ path }) => path));
  const notes = run.files.flatMap(({ path, since, cut, problem, rotated }) => {
    if (problem !== null) {
      return [t('dry-run.left-out', '{{path}} is left out: {{problem}}', { path, problem, interpolation: PLAIN })];
    }
    const left = rotated.flatMap((one) => (one.problem === null ? [] : [t('dry-run.left-out', '{{path}} is left out: {{problem}}', { path: one.path, problem: one.problem, interpolation: PLAIN })]));
    const from = since === null ? '' : formatMoment(since);
    if (cut) {
      return [t('dry-run.cut', '{{path}} is too large: only its end since {{from}} was read.', { path: rotated.at(-1)?.path ?? path, from, interpolation: PLAIN }), ...left];
    }
    return since === null ? left : [t('dry-run.begins', '{{path}} begins at {{from}}.', { path: rotated.findLast((one) => one.problem === null)?.path ?? path, from, interpolation: PLAIN }), ...left];
  });
  return (
    <div data-testid={testIds.dryRun}>
      <Stack direction="column" gap={1}>
        <Text element="p">
          {t('dry-run.rule', '{{jail}}, with {{count}} failures within {{span}}, from {{from}} to {{to}}:', { jail, count: run.maxRetry, span: formatSpan(run.findTime), from: formatMoment(run.from), to: formatMoment(run.to) })}
        </Text>
        {!unread && (
          <Figures
            figures={[
              [t('dry-run.would-ban', 'Would have been banned'), banned],
              [t('dry-run.seen', 'Addresses with failures'), run.addressesSeen],
              [t('dry-run.failures', 'Failures'), run.failures],
            ]}
          />
        )}
        {older.length > 0 && <Text color="secondary">{t('dry-run.rotated', 'Rotated logs were read as well: {{paths}}', { paths: older.join(', '), interpolation: PLAIN })}</Text>}
        {run.undated > 0 && <Text color="secondary">{t('dry-run.undated', '{{count}} failures without a date that fail2ban understands are left out.', { count: run.undated })}</Text>}
        {(unread || notes.length > 0) && (
          <Alert severity={unread ? 'warning' : 'info'} title={unread ? t('dry-run.nothing', 'None of its logs could be read, so nobody knows') : t('dry-run.not-all', 'Not all of it could be looked at')}>
            <ul>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Alert>
        )}
        {run.addresses.length > 0 && <DataTable label={t('dry-run.addresses', 'Addresses')} columns={dryRunColumns(uid)} rows={run.addresses} rowKey={({ address }) => address} dense />}
      </Stack>
    </div>
  );
}
