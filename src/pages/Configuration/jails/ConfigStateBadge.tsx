import { Badge } from '@grafana/ui';
import type { ConfigJailSummary } from '../../../../pkg/contract/configReading';
import { stateName } from './stateName';

export function ConfigStateBadge({ jail: { state, enabled } }: { jail: Pick<ConfigJailSummary, 'state' | 'enabled'> }) {
  switch (state) {
    case 'active':
      return <Badge text={stateName(state)} color="green" icon="check-circle" />;
    case 'inactive':
      return <Badge text={stateName(state)} color="darkgrey" icon="circle" />;
    case 'broken':
      return <Badge text={stateName(state)} color={enabled ? 'red' : 'orange'} icon="exclamation-triangle" />;
  }
}
