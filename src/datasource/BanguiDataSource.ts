import type { DataQueryRequest, DataQueryResponse, DataSourceInstanceSettings, ScopedVars } from '@grafana/data';
import { CoreApp } from '@grafana/data';
import { config, DataSourceWithBackend, getTemplateSrv, StreamingFrameAction } from '@grafana/runtime';
import { map, merge } from 'rxjs';
import type { Observable } from 'rxjs';
import { annotationSupport } from './annotations/annotationSupport';
import { distinctEvents, MOST_ROWS } from './distinctEvents';
import { interpolate } from './interpolate';
import { linkedRows } from './linkedRows';
import { queryText } from './queryText';
import { typeOf } from './typeOf';
import type { BanguiOptions, BanguiQuery } from './types';
import { BanguiVariableSupport } from './variables/BanguiVariableSupport';

/** What a panel shows, and as much again of what it gets twice. */
const BUFFERED_ROWS = 2 * MOST_ROWS;

export class BanguiDataSource extends DataSourceWithBackend<BanguiQuery, BanguiOptions> {
  override annotations = annotationSupport;
  override variables = new BanguiVariableSupport(this);
  override streamOptionsProvider = () => ({ maxLength: BUFFERED_ROWS, action: StreamingFrameAction.Append });

  constructor(settings: DataSourceInstanceSettings<BanguiOptions>) {
    super(settings);
  }

  /** A query for events goes alone, as nothing in its stream tells which query of a panel it belongs to. */
  override query(request: DataQueryRequest<BanguiQuery>): Observable<DataQueryResponse> {
    const events = request.targets.filter((target) => typeOf(target) === 'events');
    // A public dashboard asks for a whole panel, and streams nothing.
    if (events.length === 0 || config.publicDashboardAccessToken) {
      return super.query(request).pipe(map(linkedRows));
    }
    const others = request.targets.filter((target) => typeOf(target) !== 'events');
    const alone = events.map((target) => {
      // One id for two requests would make Grafana cancel the first.
      const own = { ...request, targets: [target], requestId: `${request.requestId}-${target.refId}` };
      return super.query(own).pipe(map((response) => distinctEvents(response, target.refId)));
    });
    return merge(...alone, ...(others.length > 0 ? [super.query({ ...request, targets: others }).pipe(map(linkedRows))] : []));
  }

  /** An alert rule needs one number; elsewhere a table says more. */
  override getDefaultQuery(app: CoreApp): Partial<BanguiQuery> {
    return app === CoreApp.UnifiedAlerting || app === CoreApp.CloudAlerting ? { queryType: 'status', field: 'up' } : { queryType: 'jails' };
  }

  override getQueryDisplayText(query: BanguiQuery): string {
    return queryText(query);
  }

  override filterQuery(query: BanguiQuery): boolean {
    return !query.hide;
  }

  override applyTemplateVariables(query: BanguiQuery, scopedVars: ScopedVars): BanguiQuery {
    return interpolate(query, (text, format) => getTemplateSrv().replace(text, scopedVars, format));
  }
}
