import type { ReactNode } from 'react';
import { useState } from 'react';
import type { ChosenChange } from './ChangeDialog';
import { ChangeDialog } from './ChangeDialog';

/** One change at a time is looked at: `choose` opens the dialog, which is to be drawn. */
export function useChangeDialog(uid: string): { choose(chosen: ChosenChange): void; dialog: ReactNode } {
  const [chosen, choose] = useState<ChosenChange | null>(null);
  return { choose, dialog: chosen && <ChangeDialog uid={uid} {...chosen} onClose={() => choose(null)} /> };
}
