import { useEffect, useState } from 'react';
import { useLeaveWarning } from '../../../components/useLeaveWarning';
import type { FileState } from './keptText';
import { keepText, readText } from './keptText';

export interface FileDraft {
  /** What the text is based on. */
  base: FileState;
  edited: string;
  /** What the editor begins with. */
  start: string;
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

/** What a person makes of a file that others may change meanwhile: nothing that was typed is lost unless they say so. `place`: what it is kept by while other pages are looked at. */
export function useFileDraft(current: FileState, place: string): FileDraft {
  const [kept] = useState(() => readText(place));
  const [base, setBase] = useState(kept?.base ?? current);
  const [edited, setEdited] = useState(kept?.edited ?? current.text ?? '');
  const [start, setStart] = useState(edited);
  const [loads, setLoads] = useState(0);
  const isChanged = edited !== (base.text ?? '');
  useLeaveWarning(isChanged);
  useEffect(() => keepText(place, isChanged ? { base, edited } : null), [place, isChanged, base, edited]);
  const isOther = current.digest !== base.digest;
  const load = () => {
    setBase(current);
    setEdited(current.text ?? '');
    setStart(current.text ?? '');
    setLoads(loads + 1);
  };
  if (isOther && edited === (current.text ?? '')) {
    // It was written from here, or by somebody who wanted the same.
    setBase(current);
  } else if (isOther && !isChanged) {
    load();
  }
  return { base, edited, start, isChanged, isMoved: isOther && isChanged && edited !== (current.text ?? ''), loads, edit: setEdited, load, keep: () => setBase(current) };
}
