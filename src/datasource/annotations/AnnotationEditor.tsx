import type { QueryEditorProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Stack } from '@grafana/ui';
import { JailField } from '../editors/JailField';
import { LimitField } from '../editors/LimitField';
import { SearchField } from '../editors/SearchField';
import { QueryChoice } from '../inputs/QueryChoice';
import { LIMITS } from '../limits';
import { annotationOptions } from '../queryOptions';
import type { BanguiBackend, BanguiOptions, BanguiQuery } from '../types';
import { variableOptions } from '../variableOptions';
import { DEFAULT_ANNOTATION } from './prepareAnnotation';

/** Grafana asks again by itself after each change. */
export function AnnotationEditor({ datasource, query, onChange }: QueryEditorProps<BanguiBackend, BanguiQuery, BanguiOptions>) {
  const what = query.what || DEFAULT_ANNOTATION.what;
  const change = (part: Partial<BanguiQuery>) => onChange({ ...query, queryType: 'annotations', what, ...part });
  return (
    <Stack direction="row" gap={0} wrap="wrap">
      <QueryChoice
        label={t('annotation.what', 'Mark')}
        tooltip={t('annotation.what-help', 'Which moments of the time range are marked in the panels.')}
        options={[...annotationOptions(), ...variableOptions()]}
        value={what}
        onCommit={(chosen) => change({ what: chosen })}
      />
      {what !== 'server' && <JailField datasource={datasource} value={query.jail} onCommit={(jail) => change({ jail })} />}
      {what !== 'server' && what !== 'jails' && what !== 'config' && <SearchField query={query} change={change} />}
      <LimitField limits={LIMITS.annotations} value={query.limit} onCommit={(limit) => change({ limit })} />
    </Stack>
  );
}
