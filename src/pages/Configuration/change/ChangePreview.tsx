import { t } from '@grafana/i18n';
import { Alert, Stack } from '@grafana/ui';
import type { ConfigPreview } from '../../../../pkg/contract/configChanges';
import { PLAIN } from '../../../i18n';
import { FateList } from './FateList';
import { FileChange } from './FileChange';
import { FoundProblems } from './FoundProblems';
import { InheritingText } from './InheritingText';

/** What a change would write, what is wrong with it, and what becomes of the jails. */
export function ChangePreview({ preview: { path, diff, jails, inheriting, problems }, unchanged }: { preview: ConfigPreview; unchanged: boolean }) {
  if (unchanged) {
    return <Alert severity="info" title={t('change.nothing', 'This changes nothing: {{path}} stays as it is', { path, interpolation: PLAIN })} />;
  }
  return (
    <Stack direction="column" gap={2}>
      <FoundProblems problems={problems} />
      <FileChange path={path} diff={diff} />
      {problems.length === 0 && <FateList fates={jails} />}
      {problems.length === 0 && inheriting && <InheritingText inheriting={inheriting} />}
    </Stack>
  );
}
