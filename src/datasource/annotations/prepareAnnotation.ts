import type { AnnotationQuery } from '@grafana/data';
import type { BanguiQuery } from '../types';

/** What a new annotation asks for. */
export const DEFAULT_ANNOTATION = { queryType: 'annotations', what: 'server' } as const satisfies Partial<BanguiQuery>;

/** As saved, with a query of ours. Grafana compares what comes back: what needs no change is the same object. */
export function prepareAnnotation(saved: AnnotationQuery<BanguiQuery>): AnnotationQuery<BanguiQuery> {
  const { target } = saved;
  if (target?.queryType === 'annotations' && target.what) {
    return saved;
  }
  return { ...saved, target: { refId: 'Anno', ...target, queryType: 'annotations', what: target?.what || DEFAULT_ANNOTATION.what } };
}
