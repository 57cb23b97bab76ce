import type { DataSourceInstanceSettings, ScopedVars } from '@grafana/data';
import { CoreApp } from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';
import { annotationSupport } from './annotations/annotationSupport';
import { interpolate } from './interpolate';
import { queryText } from './queryText';
import type { BanguiOptions, BanguiQuery } from './types';
import { BanguiVariableSupport } from './variables/BanguiVariableSupport';

export class BanguiDataSource extends DataSourceWithBackend<BanguiQuery, BanguiOptions> {
  override annotations = annotationSupport;
  override variables = new BanguiVariableSupport(this);

  constructor(settings: DataSourceInstanceSettings<BanguiOptions>) {
    super(settings);
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
