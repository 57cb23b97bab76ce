import type { RawRequest, RequestSchemas, RouteBase, RouteContext } from './parseRequest';
import { parseRequest } from './parseRequest';

export interface Download {
  /** As the browser saves it. */
  filename: string;
  contentType: string;
  /** Asked for one after the other and no faster than they are read. Closed by `return()` once nobody wants the rest, at the latest after the next chunk. */
  chunks: AsyncIterable<string | Buffer>;
}

/** Downloads only read, so there is nothing to record. */
interface DownloadDefinition<R extends RequestSchemas> extends RouteBase<R> {
  method: 'get';
  /** All that `open` may answer with. */
  contentTypes: readonly string[];
  /** What it throws, and what the first chunks throw, is answered like an error of any route. */
  handler: (context: RouteContext<R>) => Promise<Download>;
}

/** A route that answers a file of any size, with its schemas forgotten. */
export interface DownloadRoute extends RouteBase<RequestSchemas> {
  method: 'get';
  audit: null;
  contentTypes: readonly string[];
  /** Validates the raw parts, throws ZodError tagged with the part, and opens the file. */
  open(raw: RawRequest): Promise<Download>;
}

/** The only way to make a route that answers a file. */
export function defineDownload<R extends RequestSchemas>(definition: DownloadDefinition<R>): DownloadRoute {
  const { method, path, role, summary, takes, request, contentTypes, handler } = definition;
  return { method, path, role, audit: null, summary, takes, request, contentTypes, open: async (raw) => handler(parseRequest(request, raw)) };
}
