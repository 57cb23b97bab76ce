import type { DataFrame, DataLink, DataQueryResponse } from '@grafana/data';
import { GATHERED } from '../../pkg/contract/gathered';

const WITHOUT_PAGE: readonly string[] = Object.values(GATHERED);

/** Links are of a whole field: in a top, those from rows without a page of their own lead nowhere, and Grafana draws none. */
export function linkedRows(response: DataQueryResponse): DataQueryResponse {
  // While a stream fails Grafana may hand out a frame that is not there.
  const frames = response.data as Array<DataFrame | undefined>;
  return { ...response, data: frames.map((frame) => (frame?.name === 'top' ? linkedWherePaged(frame) : frame)) };
}

function linkedWherePaged(frame: DataFrame): DataFrame {
  return { ...frame, fields: frame.fields.map((field) => ({ ...field, config: { ...field.config, links: field.config.links?.map(fromPaged) } })) };
}

function fromPaged(link: DataLink): DataLink {
  return { ...link, onBuildUrl: ({ replaceVariables }) => (WITHOUT_PAGE.includes(replaceVariables?.('${__value.raw}') ?? '') ? '' : link.url) };
}
