import type { PanelProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import type { ComponentType } from 'react';
import { lazy, Suspense } from 'react';

/** A panel whose parts are loaded when the first one is drawn. */
export function lazyPanel<Options>(load: () => Promise<ComponentType<PanelProps<Options>>>): ComponentType<PanelProps<Options>> {
  const Panel = lazy(async () => ({ default: await load() }));
  return function LazyPanel(props) {
    return (
      <Suspense fallback={<LoadingPlaceholder text="" />}>
        <Panel {...props} />
      </Suspense>
    );
  };
}
