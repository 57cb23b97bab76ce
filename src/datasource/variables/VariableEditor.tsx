import type { QueryEditorProps } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Stack, Text } from '@grafana/ui';
import { JailField } from '../editors/JailField';
import { LimitField } from '../editors/LimitField';
import { QueryChoice } from '../inputs/QueryChoice';
import { LIMITS } from '../limits';
import { kindOptions } from '../queryOptions';
import type { BanguiBackend, BanguiOptions, BanguiQuery, BanguiVariableQuery } from '../types';
import { kindOf } from './variableQuery';

type VariableEditorProps = QueryEditorProps<BanguiBackend, BanguiQuery, BanguiOptions, BanguiVariableQuery>;

export function VariableEditor({ datasource, query, onChange }: VariableEditorProps) {
  const kinds = kindOptions();
  const kind = kindOf(query);
  const change = (part: Partial<BanguiVariableQuery>) => onChange({ ...query, kind, ...part });
  return (
    <Stack direction="column" gap={1}>
      <Stack direction="row" gap={0} wrap="wrap">
        <QueryChoice
          label={t('kind.label', 'Values')}
          tooltip={t('kind.help', 'What the variable lists.')}
          options={kinds}
          value={kind}
          onCommit={(value) => change({ kind: kinds.find((option) => option.value === value)?.value })}
        />
        {kind !== 'jails' && (
          <>
            <JailField datasource={datasource} value={query.jail} onCommit={(jail) => change({ jail })} />
            <LimitField limits={{ ...LIMITS.top, usual: LIMITS.top.most }} value={query.limit} onCommit={(limit) => change({ limit })} />
          </>
        )}
      </Stack>
      {kind !== 'jails' && (
        <Text element="p" variant="bodySmall" color="secondary">
          <Trans i18nKey="kind.range">
            Those with most bans in the time range of the dashboard come first. Let the variable refresh on time range change to keep step with it.
          </Trans>
        </Text>
      )}
    </Stack>
  );
}
