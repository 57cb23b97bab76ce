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

  /** An alert rule needs one number, and a table says more in a panel; Explore shows examples as long as nothing is asked. */
  override getDefaultQuery(app: CoreApp): Partial<BanguiQuery> {
    switch (app) {
      case CoreApp.UnifiedAlerting:
      case CoreApp.CloudAlerting:
        return { queryType: 'status', field: 'up' };
      case CoreApp.Explore:
        return {};
      default:
        return { queryType: 'jails' };
    }
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
