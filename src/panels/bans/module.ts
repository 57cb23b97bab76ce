import { PanelPlugin } from '@grafana/data';
import { initPluginTranslations, t } from '@grafana/i18n';
import { BANS_PANEL_ID } from '../../constants';
import { lazyPanel } from '../lazyPanel';
import { addCellOptions } from '../table/addCellOptions';
import { addTableOptions } from '../table/addTableOptions';
import type { CellOptions } from '../table/TableOptions';
import type { BansOptions } from './BansOptions';

// The texts themselves are loaded by Grafana; this only tells whose they are.
void initPluginTranslations(BANS_PANEL_ID);

export const plugin = new PanelPlugin<BansOptions, CellOptions>(lazyPanel(async () => (await import('./BansPanel')).BansPanel))
  .useFieldConfig({ useCustomConfig: addCellOptions })
  .setPanelOptions((builder) => {
    addTableOptions(builder, true);
    builder
      .addFieldNamePicker({ path: 'addressField', name: t('panel-options.address-field', 'Field of the address'), description: t('panel-options.field-help', 'Where it is not found by itself.') })
      .addFieldNamePicker({ path: 'jailField', name: t('panel-options.jail-field', 'Field of the jail'), description: t('panel-options.field-help', 'Where it is not found by itself.') });
  });
