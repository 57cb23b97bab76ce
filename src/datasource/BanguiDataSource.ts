import type { DataSourceInstanceSettings, ScopedVars } from '@grafana/data';
import { CoreApp } from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';
import type { BanguiOptions, BanguiQuery } from './types';
import { typeOf } from './typeOf';

export class BanguiDataSource extends DataSourceWithBackend<BanguiQuery, BanguiOptions> {
  constructor(settings: DataSourceInstanceSettings<BanguiOptions>) {
    super(settings);
  }

  /** An alert rule needs one number; elsewhere a table says more. */
  override getDefaultQuery(app: CoreApp): Partial<BanguiQuery> {
    return app === CoreApp.UnifiedAlerting || app === CoreApp.CloudAlerting ? { queryType: 'status', field: 'up' } : { queryType: 'jails' };
  }

  override filterQuery(query: BanguiQuery): boolean {
    return !query.hide;
  }

  override applyTemplateVariables(query: BanguiQuery, scopedVars: ScopedVars): BanguiQuery {
    const names = (text: string) => getTemplateSrv().replace(text, scopedVars, 'csv').split(',');
    return {
      ...query,
      queryType: typeOf(query),
      ...(query.jail === undefined ? {} : { jail: [query.jail].flat().flatMap(names).map((name) => name.trim()).filter(Boolean) }),
      ...(query.search === undefined ? {} : { search: getTemplateSrv().replace(query.search, scopedVars).trim() }),
    };
  }
}
