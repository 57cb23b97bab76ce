import type { ActiveBanService } from '../../services/bans/createActiveBanService';
import type { AddressService } from '../../services/addresses/createAddressService';
import type { AggregateService } from '../../services/history/createAggregateService';
import type { BanService } from '../../services/bans/createBanService';
import type { ConfigFileReading } from '../../services/config/createConfigFileReading';
import type { ConfigReading } from '../../services/config/createConfigReading';
import type { ConfigChanges } from '../../services/config/createConfigChanges';
import type { JailTransfer } from '../../services/config/createJailTransfer';
import type { ExportService } from '../../services/history/createExportService';
import type { GeoService } from '../../services/geo/createGeoService';
import type { HealthService } from '../../services/health/createHealthService';
import type { HistoryService } from '../../services/history/createHistoryService';
import type { HistorySync } from '../../services/history/createHistorySync';
import type { JailControl } from '../../services/jails/createJailControl';
import type { JailStates } from '../../services/jails/createJailStates';
import type { Operations } from '../../services/shared/createOperations';
import type { JobsPort } from '../../services/ports/jobsPort';
import type { Route } from '../defineRoute';
import { addressRoutes } from './addressRoutes';
import { aggregateRoutes } from './aggregateRoutes';
import { banRoutes } from './banRoutes';
import { configFileRoutes } from './configFileRoutes';
import { configReadingRoutes } from './configReadingRoutes';
import { configChangeRoutes } from './configChangeRoutes';
import { configTransferRoutes } from './configTransferRoutes';
import { historyExportRoute } from './historyExportRoute';
import { geoRoutes } from './geoRoutes';
import { historyRoutes } from './historyRoutes';
import { jailRoutes } from './jailRoutes';
import { jobRoutes } from './jobRoutes';
import type { LabRouteDeps } from './labRoutes';
import { labRoutes } from './labRoutes';
import { openapiRoute } from './openapiRoute';
import { overviewRoutes } from './overviewRoutes';
import type { ServerRouteDeps } from './serverRoutes';
import { serverRoutes } from './serverRoutes';

export interface RouteDeps extends ServerRouteDeps, LabRouteDeps {
  health: HealthService;
  jailStates: JailStates;
  jailControl: JailControl;
  activeBans: ActiveBanService;
  bans: BanService;
  operations: Operations;
  sidecarVersion: string;
  history: HistoryService;
  aggregates: AggregateService;
  addresses: AddressService;
  historySync: HistorySync;
  exports: ExportService;
  jobs: JobsPort;
  geo: GeoService;
  configReading: ConfigReading;
  configFileReading: ConfigFileReading;
  configChanges: ConfigChanges;
  jailTransfer: JailTransfer;
}

/** Every route of the API. */
export function allRoutes(deps: RouteDeps): Route[] {
  const routes = [
    ...overviewRoutes(deps),
    ...jailRoutes(deps),
    ...banRoutes(deps),
    ...historyRoutes(deps),
    historyExportRoute(deps),
    ...aggregateRoutes(deps),
    ...addressRoutes(deps),
    ...jobRoutes(deps),
    ...geoRoutes(deps),
    ...configReadingRoutes(deps),
    ...configFileRoutes(deps),
    ...configChangeRoutes(deps),
    ...configTransferRoutes(deps),
    ...serverRoutes(deps),
    ...labRoutes(deps),
  ];
  return [...routes, openapiRoute(routes, deps.sidecarVersion)];
}
