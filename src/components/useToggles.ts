import { useState } from 'react';

/** Which of many parts are open, by their ids. */
export function useToggles() {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  return {
    isOpen: (id: number) => open.has(id),
    toggle(id: number) {
      const next = new Set(open);
      if (!next.delete(id)) {
        next.add(id);
      }
      setOpen(next);
    },
  };
}
