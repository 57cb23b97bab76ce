import type { AppRootProps } from '@grafana/data';
import { AppPlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';
import { APP_ID } from './constants';

const App = lazy(async () => {
  // The texts themselves are loaded by Grafana; this only tells whose they are.
  await initPluginTranslations(APP_ID);
  return { default: (await import('./App')).App };
});

function LazyApp(_props: AppRootProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <App />
    </Suspense>
  );
}

export const plugin = new AppPlugin().setRootPage(LazyApp);
