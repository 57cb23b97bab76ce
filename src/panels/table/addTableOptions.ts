import type { FieldOverrideContext, PanelOptionsEditorBuilder, SelectableValue } from '@grafana/data';
import { t } from '@grafana/i18n';
import { frameColumns } from './frameColumns';
import type { TableOptions } from './TableOptions';
import { DEFAULT_PAGE_SIZE } from './TableOptions';

/** The options that both panels have; `showSearch` is how that one begins. */
export function addTableOptions<Options extends TableOptions>(builder: PanelOptionsEditorBuilder<Options>, showSearch: boolean): void {
  builder
    .addBooleanSwitch({
      path: 'showActions',
      name: t('panel-options.actions', 'Actions'),
      description: t('panel-options.actions-help', 'Buttons for those whose role allows it. The sidecar judges each press anew.'),
      defaultValue: true,
    })
    .addBooleanSwitch({ path: 'showSearch', name: t('panel-options.search', 'Search'), defaultValue: showSearch })
    .addBooleanSwitch({ path: 'compact', name: t('panel-options.compact', 'Compact'), description: t('panel-options.compact-help', 'Rows close to each other.'), defaultValue: false })
    .addMultiSelect({
      path: 'columns',
      name: t('panel-options.columns', 'Columns'),
      description: t('panel-options.columns-help', 'In this order; none chosen: those that are usually wanted.'),
      settings: { options: [], getOptions: fieldsOf },
    })
    .addSelect({
      path: 'sortBy',
      name: t('panel-options.sort-by', 'Sort by'),
      defaultValue: '',
      settings: { options: [], getOptions: async (context) => [{ value: '', label: t('panel-options.as-queried', 'As the query has them') }, ...(await fieldsOf(context))] },
    })
    .addRadio({
      path: 'sortOrder',
      name: t('panel-options.order', 'Order'),
      defaultValue: 'desc',
      settings: {
        options: [
          { value: 'asc', label: t('panel-options.ascending', 'Ascending') },
          { value: 'desc', label: t('panel-options.descending', 'Descending') },
        ],
      },
      showIf: ({ sortBy }) => sortBy !== '',
    })
    .addNumberInput({ path: 'pageSize', name: t('panel-options.page-size', 'Rows per page'), defaultValue: DEFAULT_PAGE_SIZE, settings: { min: 1, max: 500, integer: true } });
}

async function fieldsOf({ data }: FieldOverrideContext): Promise<Array<SelectableValue<string>>> {
  return frameColumns(data).map(({ id, name }) => ({ value: id, label: name }));
}
