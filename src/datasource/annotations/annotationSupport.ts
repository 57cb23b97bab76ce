import type { AnnotationSupport } from '@grafana/data';
import type { BanguiQuery } from '../types';
import { AnnotationEditor } from './AnnotationEditor';
import { DEFAULT_ANNOTATION, prepareAnnotation } from './prepareAnnotation';

/** Frames become annotations by the names of their fields: time, timeEnd, title, text, tags. */
export const annotationSupport: AnnotationSupport<BanguiQuery> = {
  prepareAnnotation,
  getDefaultQuery: () => DEFAULT_ANNOTATION,
  QueryEditor: AnnotationEditor,
};
