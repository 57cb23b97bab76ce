import { useState } from 'react';

/** A file at one moment; both are null while there is none. */
export interface FileState {
  text: string | null;
  digest: string | null;
}

export interface FileDraft {
  /** What the text is based on. */
  base: FileState;
  edited: string;
  isChanged: boolean;
  /** The file has become another since, and the person has not said which text is to stay. */
  isMoved: boolean;
  /** Another one for each text that the editor is to begin with anew. */
  loads: number;
  edit(text: string): void;
  /** Drops what was typed. */
  load(): void;
  /** Keeps what was typed, to be written over the file as it is now. */
  keep(): void;
}

/** What a person makes of a file that others may change meanwhile: nothing that was typed is lost unless they say so. */
export function useFileDraft(current: FileState): FileDraft {
  const [base, setBase] = useState(current);
  const [edited, setEdited] = useState(current.text ?? '');
  const [loads, setLoads] = useState(0);
  const isChanged = edited !== (base.text ?? '');
  const isOther = current.digest !== base.digest;
  const load = () => {
    setBase(current);
    setEdited(current.text ?? '');
    setLoads(loads + 1);
  };
  if (isOther && edited === (current.text ?? '')) {
    // It was written from here, or by somebody who wanted the same.
    setBase(current);
  } else if (isOther && !isChanged) {
    load();
  }
  return { base, edited, isChanged, isMoved: isOther && isChanged && edited !== (current.text ?? ''), loads, edit: setEdited, load, keep: () => setBase(current) };
}
