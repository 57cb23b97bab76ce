import { t } from '@grafana/i18n';
import { useMemo, useState } from 'react';
import type { HostRule } from '../../alerts/rulesOfHost';
import { RULE_FOLDER } from '../../alerts/toProvisioning';
import type { Folder } from '../../api/alertRules';
import type { RuleRights } from '../../api/ruleRights';
import type { FolderChoice } from '../../api/useAlertRules';
import { useFolders } from '../../api/useAlertRules';
import { PLAIN } from '../../i18n';

/** No uid of a folder has a colon. */
const NEW = 'new:';

export interface FolderChooser {
  options: Array<{ value: string; label: string }>;
  value: string | null;
  /** Null: there is no folder that the person may use, or nobody knows yet. */
  choice: FolderChoice | null;
  error: unknown;
  choose(value: string): void;
}

/** The folder of new rules: the person's choice, else that of the rules which are there, else "BanGUI". */
export function useFolderChoice(rules: readonly HostRule[], { createFolder }: RuleRights): FolderChooser {
  const { data, error } = useFolders();
  const [chosen, choose] = useState<string | null>(null);
  const options = useMemo(() => (data === undefined ? [] : optionsOf(data, createFolder)), [data, createFolder]);
  const proposed = [chosen, ...rules.map(({ stored }) => stored?.folderUID), data?.find(isOurs)?.uid, NEW];
  const value = proposed.find((one) => options.some((option) => option.value === one)) ?? options[0]?.value ?? null;
  return { options, value, choice: choiceOf(value), error, choose };
}

function optionsOf(folders: readonly Folder[], createFolder: boolean): FolderChooser['options'] {
  const existing = folders.map(({ uid, title, folderTitle }) => ({ value: uid, label: folderTitle === undefined ? title : `${folderTitle} / ${title}` }));
  const ours = { value: NEW, label: t('alerts.new-folder', 'New folder “{{title}}”', { title: RULE_FOLDER, interpolation: PLAIN }) };
  return createFolder && !folders.some(isOurs) ? [ours, ...existing] : existing;
}

function isOurs({ title }: Folder): boolean {
  return title === RULE_FOLDER;
}

function choiceOf(value: string | null): FolderChoice | null {
  if (value === null) {
    return null;
  }
  return value === NEW ? { newTitle: RULE_FOLDER } : { uid: value };
}
