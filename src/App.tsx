import { QueryClientProvider } from '@tanstack/react-query';
import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense, useState } from 'react';
import { Route, Routes } from 'react-router-dom';
import { createQueryClient } from './api/createQueryClient';
import { NotFound } from './pages/NotFound';
import { ADDRESSES, LISTED_OVERVIEW, PAGES } from './routing';

const Overview = lazy(async () => ({ default: (await import('./pages/Overview/Overview')).Overview }));
const Jails = lazy(async () => ({ default: (await import('./pages/Jails/Jails')).Jails }));
const Jail = lazy(async () => ({ default: (await import('./pages/Jail/Jail')).Jail }));
const Bans = lazy(async () => ({ default: (await import('./pages/Bans/Bans')).Bans }));
const History = lazy(async () => ({ default: (await import('./pages/History/History')).History }));
const Alerts = lazy(async () => ({ default: (await import('./pages/Alerts/Alerts')).Alerts }));
const Server = lazy(async () => ({ default: (await import('./pages/Server/Server')).Server }));
const FilterLab = lazy(async () => ({ default: (await import('./pages/FilterLab/FilterLab')).FilterLab }));
const Configuration = lazy(async () => ({ default: (await import('./pages/Configuration/Configuration')).Configuration }));
const Address = lazy(async () => ({ default: (await import('./pages/Address/Address')).Address }));

/** The app's pages, each a part of its own that is loaded when it is first opened. */
export function App() {
  const [queryClient] = useState(() => createQueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <Suspense fallback={<LoadingPlaceholder text="" />}>
        <Routes>
          <Route path={PAGES.jails} element={<Jails />} />
          <Route path={`${PAGES.jails}/:jail`} element={<Jail />} />
          <Route path={PAGES.bans} element={<Bans />} />
          <Route path={PAGES.history} element={<History />} />
          <Route path={PAGES.alerts} element={<Alerts />} />
          <Route path={PAGES.server} element={<Server />} />
          <Route path={PAGES.filterLab} element={<FilterLab />} />
          <Route path={`${PAGES.configuration}/*`} element={<Configuration />} />
          <Route path={`${ADDRESSES}/:ip`} element={<Address />} />
          <Route index element={<Overview />} />
          {/* Grafana's menu leaves out a page at the app's own address. */}
          <Route path={LISTED_OVERVIEW} element={<Overview />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </QueryClientProvider>
  );
}
