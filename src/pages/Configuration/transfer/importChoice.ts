import type { ImportChoiceInput, JailDocument } from '../../../../pkg/contract/configTransfer';

/** What a person says about an import. */
export interface ImportDraft {
  jail: string;
  /** Another name for the document's filter; empty: none. */
  filter: string;
  keepFilter: boolean;
  /** Options that are left out. */
  without: readonly string[];
  enable: boolean;
}

export function draftOf({ jail }: JailDocument): ImportDraft {
  return { jail: jail.name, filter: '', keepFilter: false, without: [], enable: false };
}

export function choiceOf(document: JailDocument, { jail, filter, keepFilter, without, enable }: ImportDraft): ImportChoiceInput {
  const name = filter.trim();
  return { document, jail: jail.trim(), filter: keepFilter || name === '' ? null : name, keepFilter, without: [...without].sort(), enable };
}
