import { PanelPlugin } from '@grafana/data';
import { initPluginTranslations, t } from '@grafana/i18n';
import { JAILS_PANEL_ID } from '../../constants';
import { lazyPanel } from '../lazyPanel';
import { addCellOptions } from '../table/addCellOptions';
import { addTableOptions } from '../table/addTableOptions';
import type { CellOptions } from '../table/TableOptions';
import type { JailsOptions } from './JailsOptions';

// The texts themselves are loaded by Grafana; this only tells whose they are.
void initPluginTranslations(JAILS_PANEL_ID);

export const plugin = new PanelPlugin<JailsOptions, CellOptions>(lazyPanel(async () => (await import('./JailsPanel')).JailsPanel))
  .useFieldConfig({ useCustomConfig: addCellOptions })
  .setPanelOptions((builder) => {
    addTableOptions(builder, false);
    builder
      .addBooleanSwitch({ path: 'showState', name: t('panel-options.state', 'State'), description: t('panel-options.state-help', 'Whether a jail runs or is idle, asked of its host.'), defaultValue: true })
      .addBooleanSwitch({
        path: 'showStopped',
        name: t('panel-options.stopped', 'Jails that do not run'),
        description: t('panel-options.stopped-help', 'Adds those that the configuration enables and that no query can tell of.'),
        defaultValue: true,
      })
      .addFieldNamePicker({ path: 'jailField', name: t('panel-options.jail-field', 'Field of the jail'), description: t('panel-options.field-help', 'Where it is not found by itself.') });
  });
