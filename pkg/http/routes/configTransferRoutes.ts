import { z } from 'zod';
import { changeResponseSchema } from '../../contract/configChanges';
import { importPreviewRequestSchema, importPreviewSchema, importRequestSchema, jailDocumentSchema } from '../../contract/configTransfer';
import { ROUTES } from '../../contract/routes';
import type { JailTransfer } from '../../services/config/createJailTransfer';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';
import { keyOf, replyOf } from './configChangeRoutes';

const jailParams = z.object({ jail: z.string().max(128) });

/** A document holds sample lines, which are lines of logs: the audit counts them. */
export function configTransferRoutes({ jailTransfer }: { jailTransfer: JailTransfer }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.configExport,
      role: 'configure',
      audit: null,
      summary: 'A jail with its filter as a document for another host, without commands unless BANGUI_ALLOW_COMMANDS is set.',
      request: { params: jailParams },
      response: jailDocumentSchema,
      handler: async ({ params }) => ({ body: await jailTransfer.export(params.jail) }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.configImportPreview,
      role: 'configure',
      audit: 'preview_import',
      takes: 'lab',
      auditsLists: false,
      summary: 'What the import of such a document would write, how its filter differs from the one here, and what is wrong with it. Changes nothing.',
      request: { body: importPreviewRequestSchema },
      response: importPreviewSchema,
      handler: async ({ body }) => ({ body: await jailTransfer.preview(body) }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.configImport,
      role: 'configure',
      audit: 'import_jail',
      auditsLists: false,
      summary: 'Makes the filter and the jail of such a document, or neither, in the same way as any other change. 202 when it takes longer than five seconds.',
      request: { body: importRequestSchema },
      response: changeResponseSchema,
      handler: async ({ body: { reason, expected, ...choice }, headers, principal }) => replyOf(await jailTransfer.import(choice, { reason, expected, key: keyOf(headers) }, principal)),
    }),
  ];
}
