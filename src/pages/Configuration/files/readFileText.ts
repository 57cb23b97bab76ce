import { ApiError } from '../../../api/ApiError';
import { getDefinition, postPreview } from '../../../api/configEndpoints';
import { textBefore } from './diffTexts';
import { fileChange } from './fileChange';

/** `unknown`: the API does not tell this text. */
export type FileText = { state: 'there'; text: string } | { state: 'absent' } | { state: 'unknown' };

const OF_DEFINITION = /^(filter|action)\.d\/(.+)\.(?:conf|local)$/;

/** The text of a file of the configuration: of filters and actions as it is read, of other own files from what their removal would take away. */
export async function readFileText(uid: string, path: string, signal?: AbortSignal): Promise<FileText> {
  const [, kind, name] = OF_DEFINITION.exec(path) ?? [];
  try {
    if (name !== undefined) {
      const { files } = await getDefinition(uid, kind === 'filter' ? 'filter' : 'action', name, signal);
      const found = files.find(({ file }) => file === path);
      return found === undefined ? { state: 'absent' } : found.text === null ? { state: 'unknown' } : { state: 'there', text: found.text };
    }
    if (!path.endsWith('.local')) {
      return { state: 'unknown' };
    }
    return { state: 'there', text: textBefore((await postPreview(uid, fileChange(path, null), signal)).diff) ?? '' };
  } catch (error) {
    if (error instanceof ApiError && error.code === 'NOT_FOUND') {
      return { state: 'absent' };
    }
    throw error;
  }
}
