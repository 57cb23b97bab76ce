import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { createQueryClient } from '../api/createQueryClient';
import { Region } from '../components/Region';
import { refreshDashboard } from './refreshDashboard';

/** What stands around every panel: after a change the dashboard asks anew, and a crash stays inside. */
export function PanelRoot({ children }: { children: ReactNode }) {
  const [queryClient] = useState(() => createQueryClient(refreshDashboard));
  return (
    <QueryClientProvider client={queryClient}>
      <Region>{children}</Region>
    </QueryClientProvider>
  );
}
