import type { ActiveBanService } from '../../services/createActiveBanService';
import type { BanService } from '../../services/createBanService';
import type { HealthService } from '../../services/createHealthService';
import type { JailService } from '../../services/createJailService';
import type { Operations } from '../../services/createOperations';
import type { Route } from '../defineRoute';
import { banRoutes } from './banRoutes';
import { overviewRoutes } from './overviewRoutes';

export interface RouteDeps {
  health: HealthService;
  jails: JailService;
  activeBans: ActiveBanService;
  bans: BanService;
  operations: Operations;
}

/** Every route of the API. */
export function allRoutes(deps: RouteDeps): Route[] {
  return [...overviewRoutes(deps), ...banRoutes(deps)];
}
