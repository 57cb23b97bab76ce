import { DataSourcePlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { DATA_SOURCE_TYPE } from '../constants';
import { BanguiDataSource } from './BanguiDataSource';
import { ConfigEditor } from './ConfigEditor';
import { QueryHelp } from './explore/QueryHelp';
import { QueryEditor } from './QueryEditor';
import type { BanguiOptions, BanguiQuery, BanguiSecrets } from './types';

// The texts themselves are loaded by Grafana; this only tells whose they are. It takes effect before any editor can be drawn,
// and a module that awaits at its top hands Grafana a promise instead of a plugin.
void initPluginTranslations(DATA_SOURCE_TYPE);

export const plugin = new DataSourcePlugin<BanguiDataSource, BanguiQuery, BanguiOptions, BanguiSecrets>(BanguiDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(QueryHelp);
