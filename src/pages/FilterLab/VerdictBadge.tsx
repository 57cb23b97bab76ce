import { Badge } from '@grafana/ui';
import type { LabLine } from '../../../pkg/contract/filterLab';
import { VERDICT_COLOR, VERDICT_ICON, verdictHelp, verdictText } from './verdictText';

export function VerdictBadge({ verdict }: { verdict: LabLine['verdict'] }) {
  return <Badge color={VERDICT_COLOR[verdict]} icon={VERDICT_ICON[verdict]} text={verdictText(verdict)} tooltip={verdictHelp(verdict)} />;
}
