import { t } from '@grafana/i18n';

/** What a revision did, in words; a kind that is not known here as it is. */
export function kindText(kind: string): string {
  switch (kind) {
    case 'set_options':
      return t('revision-kind.set-options', 'Options of a jail');
    case 'create_jail':
      return t('revision-kind.create-jail', 'New jail');
    case 'copy_jail':
      return t('revision-kind.copy-jail', 'Copied jail');
    case 'activate_jail':
      return t('revision-kind.activate-jail', 'Jail activated');
    case 'deactivate_jail':
      return t('revision-kind.deactivate-jail', 'Jail deactivated');
    case 'delete_jail':
      return t('revision-kind.delete-jail', 'Jail deleted');
    case 'set_filter':
      return t('revision-kind.set-filter', 'Options of a filter');
    case 'create_filter':
      return t('revision-kind.create-filter', 'New filter');
    case 'delete_filter':
      return t('revision-kind.delete-filter', 'Filter deleted');
    case 'set_defaults':
      return t('revision-kind.set-defaults', 'Defaults of all jails');
    case 'set_action':
      return t('revision-kind.set-action', 'Options of an action');
    case 'create_action':
      return t('revision-kind.create-action', 'New action');
    case 'delete_action':
      return t('revision-kind.delete-action', 'Action deleted');
    case 'import_jail':
      return t('revision-kind.import-jail', 'Jail imported');
    case 'import_filter':
      return t('revision-kind.import-filter', 'Filter imported');
    case 'edit_file':
      return t('revision-kind.edit-file', 'File edited');
    case 'restore':
      return t('revision-kind.restore', 'Restored');
    case 'rollback':
      return t('revision-kind.rollback', 'Activation taken back');
    case 'outside':
      return t('revision-kind.outside', 'Noticed');
    default:
      return kind;
  }
}
