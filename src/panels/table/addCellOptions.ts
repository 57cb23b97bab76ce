import type { FieldConfigEditorBuilder } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { CellOptions } from './TableOptions';

/** What can be chosen of a field besides Grafana's own options. */
export function addCellOptions(builder: FieldConfigEditorBuilder<CellOptions>): void {
  builder
    .addRadio({
      path: 'align',
      name: t('panel-options.align', 'Alignment'),
      defaultValue: 'auto',
      settings: {
        options: [
          { value: 'auto', label: t('panel-options.align-auto', 'Auto') },
          { value: 'left', label: t('panel-options.align-left', 'Left') },
          { value: 'right', label: t('panel-options.align-right', 'Right') },
        ],
      },
    })
    .addBooleanSwitch({
      path: 'colored',
      name: t('panel-options.colored', 'Colour the text'),
      description: t('panel-options.colored-help', 'By colour scheme and thresholds. Values that are mapped to a colour have it anyway.'),
      defaultValue: false,
    })
    .addBooleanSwitch({ path: 'hidden', name: t('panel-options.hidden', 'Hide in the table'), defaultValue: false });
}
